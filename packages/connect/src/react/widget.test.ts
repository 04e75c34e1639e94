import type { ErrorCode } from '@hitch/protocol'
import { describe, expect, it } from 'vitest'
import type { CoreState } from '../core/types.ts'
import { connectionOf, connectState, PROVIDERS } from './testing/fixtures.ts'
import { legacyOf, tagsOf } from './legacy.ts'
import { wholeView, type WholeModel } from './whole-view.ts'
import { chosenProviders, widgetModel, withoutConnection, type WidgetModel } from './widget.ts'

const idle: CoreState = { session: { status: 'none' }, flows: {}, online: true }
const data = connectState()
const refused = (code: ErrorCode): CoreState => ({
  ...idle,
  session: { status: 'failed', error: { code, requestId: 'req_1' } },
})
const whenAsked = (code: ErrorCode): WidgetModel => widgetModel(undefined, { code, requestId: 'req_1' }, idle)

describe('widgetModel', () => {
  it('shows the skeleton, then the list, or that there is nothing to list', () => {
    expect(widgetModel(undefined, null, idle)).toEqual({ state: 'loading' })
    expect(widgetModel(data, null, idle)).toEqual({ state: 'list', data })
    expect(widgetModel({ ...data, providers: [] }, null, idle)).toEqual({ state: 'no_providers' })
  })

  it('keeps the list when a look in the background finds nobody', () => {
    expect(widgetModel(data, { code: 'internal' }, idle).state).toBe('list')
    expect(widgetModel(data, { code: 'network_offline' }, { ...idle, online: false }).state).toBe('list')
  })

  it('takes the list away with the session, and says for how long that is', () => {
    expect(widgetModel(data, null, refused('session_expired')).state).toBe('session_expired')
    expect(widgetModel(data, null, refused('session_invalid'))).toMatchObject({
      state: 'not_allowed',
      reference: 'req_1',
    })
    expect(widgetModel(undefined, null, refused('internal'))).toMatchObject({ state: 'cannot_load', code: 'internal' })
  })

  it.each([
    ['origin_not_allowed', 'not_allowed', 'setupText', undefined],
    ['session_invalid', 'not_allowed', 'setupText', undefined],
    ['leaf_user_not_found', 'cannot_load', 'setupText', undefined],
    ['leaf_unauthorized', 'cannot_load', 'setupText', undefined],
    ['not_allowed', 'cannot_load', 'setupText', undefined],
    ['leaf_unavailable', 'cannot_load', 'loadText', 'tryAgain'],
    ['network_offline', 'cannot_load', 'loadOffline', 'tryAgain'],
    ['rate_limited', 'cannot_load', 'tooManyText', 'tryAgain'],
    ['solar_flare' as ErrorCode, 'cannot_load', 'loadText', 'tryAgain'],
  ] as const)('has words for %s', (code, state, text, button) => {
    const model = whenAsked(code)
    expect(model.state).toBe(state)
    const view = wholeView(model as WholeModel)
    expect([view.text, view.button]).toEqual([text, button])
  })

  it('waits with the skeleton while the network is gone', () => {
    expect(widgetModel(undefined, { code: 'network_offline' }, { ...idle, online: false })).toEqual({
      state: 'loading',
    })
  })
})

describe('chosenProviders', () => {
  it('filters and orders as the host says, and skips what is not offered', () => {
    const chosen = chosenProviders({ ...data, providers: [PROVIDERS.JohnDeere, PROVIDERS.CNHI] }, [
      'CNHI',
      'ClimateFieldView',
      'JohnDeere',
    ])
    expect(chosen.providers.map(({ id }) => id)).toEqual(['CNHI', 'JohnDeere'])
    expect(chosenProviders(data, undefined)).toBe(data)
  })
})

describe('withoutConnection', () => {
  const before = connectState({ connections: [connectionOf('JohnDeere'), connectionOf('CNHI')] })

  it('takes the connection away, or says that the server is still at it', () => {
    expect(withoutConnection(before, 'CNHI', 'done').connections).toEqual([connectionOf('JohnDeere')])
    expect(withoutConnection(before, 'CNHI', 'pending').connections).toEqual([
      connectionOf('JohnDeere'),
      connectionOf('CNHI', { disconnecting: true }),
    ])
  })
})

describe('AFS Connect beside FieldOps', () => {
  const both = [PROVIDERS.CNHIFieldOps, PROVIDERS.CNHI]
  const older = connectionOf('CNHI')

  it('is told of once AFS Connect is connected', () => {
    expect(tagsOf(connectState({ providers: both }), 'CNHI')).toEqual([])
    const before = connectState({ providers: both, connections: [older] })
    expect(legacyOf(before)).toEqual({ fieldOps: 'offered', above: true })
    expect(tagsOf(before, 'CNHI')).toEqual(['older'])
    expect(tagsOf(before, 'CNHIFieldOps')).toEqual(['newer'])
    expect(legacyOf(connectState({ providers: both.toReversed(), connections: [older] }))?.above).toBe(false)
  })

  it('asks only when FieldOps is confirmed', () => {
    const withNewer = (more: object) =>
      legacyOf(connectState({ providers: both, connections: [older, connectionOf('CNHIFieldOps', more)] }))
    expect(withNewer({})).toEqual({ fieldOps: 'connected', above: true })
    expect(withNewer({ status: 'checking' })).toBeUndefined()
    expect(withNewer({ disconnecting: true })).toBeUndefined()
  })

  it('is no matter where FieldOps is not offered', () => {
    expect(legacyOf(connectState({ providers: [PROVIDERS.CNHI], connections: [older] }))).toBeUndefined()
    expect(tagsOf(connectState({ providers: [PROVIDERS.CNHI], connections: [older] }), 'CNHI')).toEqual([])
  })

  it('tags staging applications', () => {
    const staging = { ...PROVIDERS.CNHI, environment: 'STAGE' as const }
    expect(tagsOf(connectState({ providers: [staging] }), 'CNHI')).toEqual(['test'])
  })
})
