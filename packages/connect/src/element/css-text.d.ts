/** A style sheet as text, for a shadow root. */
declare module '*.css?inline' {
  const text: string
  // What a bundler gives for a file has no name of its own.
  export default text
}
