/** Preact's roots as the tool that renders in tests asks for them: by the default. See vitest.config.ts. */
export * from '../../../element/preact-root.ts'
export { default } from 'preact/compat/client'
