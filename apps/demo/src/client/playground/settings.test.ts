import { expect, test } from 'vitest'
import {
  changedOptions,
  DEFAULTS,
  type PlaygroundSettings,
  printSettings,
  readSettings,
  widgetOptions,
} from './settings.ts'

const EVERYTHING: PlaygroundSettings = {
  form: 'element',
  display: 'dialog',
  theme: 'dark',
  flow: 'redirect',
  language: 'pt-BR',
  accent: '#1f5fbf',
  radius: '8px',
  providers: ['ClimateFieldView', 'JohnDeere'],
}

test('an address without settings has the defaults, and the defaults need no address', () => {
  expect(readSettings('')).toEqual(DEFAULTS)
  expect(printSettings(DEFAULTS)).toBe('')
})

test('every setting goes into the address and comes back', () => {
  expect(readSettings(printSettings(EVERYTHING))).toEqual(EVERYTHING)
})

test('the address names only what is not the default', () => {
  expect(printSettings({ ...DEFAULTS, theme: 'dark', providers: ['CNHI', 'JohnDeere'] })).toBe(
    '?theme=dark&providers=CNHI.JohnDeere',
  )
})

test.each([
  'form=constructor',
  'theme=%22%3E%3Cscript%3E',
  'accent=red',
  'accent=%231f5fbf%3B%7D',
  'radius=8px%3B',
  'providers=',
  'providers=Nobody.toString',
  'language=xx',
  'flow=',
])('what an address says wrongly is the default: %s', (query) => {
  expect(readSettings(query)).toEqual(DEFAULTS)
})

test('a provider that an address names twice is shown once', () => {
  expect(readSettings('providers=CNHI.Nobody.CNHI').providers).toEqual(['CNHI'])
})

test('the widget is given every option, and the code names those that change something', () => {
  expect(changedOptions(DEFAULTS)).toEqual({})
  expect(changedOptions(EVERYTHING)).toEqual(widgetOptions(EVERYTHING))
  expect(changedOptions({ ...DEFAULTS, radius: '0px' })).toEqual({ appearance: { variables: { radius: '0px' } } })
})
