import { expect, test } from 'vitest'
import { readAttributes } from './read-attributes.ts'

const element = (attributes: Record<string, string>) => ({
  getAttribute: (name: string): string | null => attributes[name] ?? null,
})

test('attributes become props; an absent or blank one says nothing', () => {
  expect(readAttributes(element({}))).toEqual({})
  expect(readAttributes(element({ 'base-url': ' ', providers: '', locale: '' }))).toEqual({})
  expect(
    readAttributes(
      element({
        'base-url': 'https://connect.example.com',
        'session-url': '/api/connect-session',
        providers: 'JohnDeere, CNHIFieldOps ClimateFieldView',
        consent: 'false',
        locale: 'pt-BR',
        theme: 'dark',
      }),
    ),
  ).toEqual({
    baseUrl: 'https://connect.example.com',
    fetchSession: expect.any(Function) as unknown,
    providers: ['JohnDeere', 'CNHIFieldOps', 'ClimateFieldView'],
    consent: false,
    locale: 'pt-BR',
    theme: 'dark',
  })
})

test('only the word false turns consent off', () => {
  for (const consent of ['', 'true', 'no', '0']) expect(readAttributes(element({ consent }))).toEqual({})
})
