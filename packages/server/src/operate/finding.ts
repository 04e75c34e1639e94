/**
 * What a check found. `note`: nothing to mend, but something to know, or something that could not be looked at.
 * `message` and `remedy` are for the operator: whole sentences, never with a secret in them.
 */
export type Finding = {
  /** What was looked at, such as `Database` or `John Deere`. */
  readonly subject: string
  readonly message: string
} & ({ readonly state: 'fine' | 'note' } | { readonly state: 'wrong'; readonly remedy: string })

/** Findings about one subject. */
export const about = (subject: string) => ({
  fine: (message: string): Finding => ({ subject, state: 'fine', message }),
  note: (message: string): Finding => ({ subject, state: 'note', message }),
  wrong: (message: string, remedy: string): Finding => ({ subject, state: 'wrong', message, remedy }),
})
