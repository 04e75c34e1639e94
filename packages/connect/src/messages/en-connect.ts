/** English for the pane from consent to the outcome. The style is that of `en.ts`. */
export const enConnect = {
  consentTitle: 'Connect {name}',
  asks: '*{b}* asks to read your farm data.',
  continue: 'Continue to {p}',
  done: 'Done',
  another: 'Connect another account',
}
