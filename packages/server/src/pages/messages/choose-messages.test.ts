import { expect, test } from 'vitest'
import { chooseMessages } from './choose-messages.ts'

test.each([
  ['the session’s language goes before the browser’s', 'fr', 'de-DE,de;q=0.9', 'fr'],
  ['a region is no other language', 'de-AT', undefined, 'de'],
  ['Portugal reads Brazilian', 'pt-PT', 'en', 'pt-BR'],
  ['so does the bare language', 'pt', 'en', 'pt-BR'],
  ['what we have not is passed over', 'ar', 'nl,es-MX;q=0.8,de;q=0.5', 'es'],
  ['English is a choice like any other', null, 'en-GB,en;q=0.9,fr;q=0.8', 'en'],
  ['in capitals and with spaces', null, 'NL , FR-ca;q=0.7', 'fr'],
  ['English is what is left', 'ar', '*', 'en'],
  ['nobody said anything', null, undefined, 'en'],
])('%s', (_, locale, acceptLanguage, lang) => {
  expect(chooseMessages(locale, acceptLanguage).lang).toBe(lang)
})
