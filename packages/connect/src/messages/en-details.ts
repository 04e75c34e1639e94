/** English for what is known of a connection, and for ending it. The style is that of `en.ts`. */
export const enDetails = {
  since: 'Connected since',
  account: 'Account type',
  live: 'Live',
  askTitle: 'Disconnect {p}?',
}
