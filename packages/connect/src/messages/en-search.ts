import type { PluralForms } from './text.ts'

/** English for the search above a long list of accounts. The style is that of `en.ts`. */
export const enSearch = {
  find: 'Find your account',
  noneFound: 'No account by that name',
  noneFoundText: 'Try the make of your machine, such as Case IH.',
  clearSearch: 'Clear search',
  sayFound: { one: '{n} account found.', other: '{n} accounts found.' } as PluralForms,
}
