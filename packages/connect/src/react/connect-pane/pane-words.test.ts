import { describe, expect, it } from 'vitest'
import { PROVIDERS } from '../testing/fixtures.ts'
import { tileView, type VisibleModel } from '../tile-view.ts'
import { troubleOf } from '../trouble.ts'
import { couplingOf, isStanding, paneWords } from './pane-words.ts'

const words = (model: VisibleModel) =>
  paneWords(
    model,
    tileView(model, { framed: false, mode: 'popup', mayConnect: true, mayDisconnect: true, troubleOf }),
    PROVIDERS.CNHI,
  )

describe('couplingOf', () => {
  const way: [VisibleModel, string][] = [
    [{ state: 'available', test: false, connectable: 'yes' }, 'apart'],
    [{ state: 'opening' }, 'near'],
    [{ state: 'blocked' }, 'apart'],
    [{ state: 'waiting' }, 'near'],
    [{ state: 'choosing_organizations', attempt: true, folded: false }, 'near'],
    [{ state: 'finishing', slow: false, signedIn: true }, 'in'],
    [{ state: 'checking' }, 'in'],
    [{ state: 'connected' }, 'joined'],
    [{ state: 'syncing', fields: 0 }, 'joined'],
    [{ state: 'legacy_after' }, 'joined'],
    [{ state: 'needs_attention' }, 'apart'],
    [{ state: 'trouble', code: 'access_denied', test: false, works: true }, 'apart'],
  ]
  it.each(way)('stands where %o is', (model, coupling) => {
    expect(couplingOf(model)).toBe(coupling)
    expect(isStanding(model)).toBe(coupling === 'joined')
  })
})

describe('paneWords', () => {
  it('calls nothing connected that the server has not called so', () => {
    expect(words({ state: 'checking' }).title).toBe('checking')
    expect(words({ state: 'finishing', slow: false, signedIn: true }).title).toBe('finishing')
    expect(words({ state: 'connected' }).title).toBe('doneTitle')
  })

  it('promises to finish only what is sealed', () => {
    expect(words({ state: 'finishing', slow: true, signedIn: false }).text).toEqual([])
    expect(words({ state: 'finishing', slow: true, signedIn: true }).text).toEqual(['signedInText'])
  })

  it('says the tile’s own words in trouble', () => {
    expect(words({ state: 'trouble', code: 'access_denied', test: false, works: false })).toEqual({
      title: 'denied',
      text: ['deniedText'],
    })
  })
})
