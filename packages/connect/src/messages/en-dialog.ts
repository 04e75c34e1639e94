/** English for the dialog's own question. The style is that of `en.ts`. */
export const enDialog = {
  stopTitle: 'Stop connecting {p}?',
  stopText: 'The sign-in window is still open. If you stop, nothing is shared.',
  keepGoing: 'Keep going',
  stop: 'Stop',
}
