import { randomUUID } from 'node:crypto'
import { ATTEMPT_OUTCOMES, type Attempt } from '@hitch/protocol'
import type { JournalEntry } from '../host/journal.ts'
import type { Stack } from '../stack/stack.ts'
import type { Engine, HostTab, Tab } from './engines/engine.ts'
import { endingOf, needsReopening, opensTab } from './expected.ts'
import type { Case } from './factors.ts'
import { hostPageOf, providerOf } from './host-page.ts'
import { offers, press, pressConnect, severOpener } from './press.ts'
import { sleep, waitFor } from './wait.ts'
import { watchAttempts, type Change, type Watch } from './watch.ts'

/** What came of a case. */
export interface Seen {
  journal: JournalEntry[]
  /** As the server told them, with the secret key. */
  changes: readonly Change[]
  attempts: Attempt[]
  /** A while after the window was closed; absent when the flow went on by itself. */
  lull?: { status: Attempt['status'] | undefined; mayReopen: boolean }
}

/** The window alone is gone: the attempt goes on, and the grower may reopen it. */
const isOpen = ({ status, mayReopen }: NonNullable<Seen['lull']>): boolean => status === 'started' && mayReopen

/** Longer than the widget takes to notice that a window is gone (2 s) and to ask. Milliseconds. */
const LULL = 3500
/** After the last outcome, for a second one to show itself. */
const AFTERWARDS = 1200

/** Plays the grower: from the click to the outcome, with what the case puts in his way. */
export const play = async (engine: Engine, stack: Stack, one: Case): Promise<Seen> => {
  const grower = `matrix-${randomUUID()}`
  const page = hostPageOf(one, grower, stack.bffUrl)
  const leafUserId = await stack.leafUserOf(grower)
  const watch = watchAttempts(stack, leafUserId)
  let host: HostTab | undefined
  try {
    host = await engine.open(stack.hostPageUrl(page), page.frame !== undefined)
    await pressConnect(host, providerOf(one))
    const lull = await goOn(one, host, watch)
    await sleep(AFTERWARDS)
    const attempts = await watch.stop()
    return {
      journal: stack.journalOf(grower),
      changes: watch.changes,
      attempts,
      ...(lull === undefined ? {} : { lull }),
    }
  } finally {
    await watch.stop()
    await host?.close()
  }
}

const goOn = async (one: Case, host: HostTab, watch: Watch): Promise<Seen['lull']> => {
  const { id, name, shortName } = providerOf(one)
  if (opensTab(one)) {
    await waitForTile(host, id, 'blocked')
    // The empty one, which the widget did not get.
    await host.popup(1)
    await press(host, `Open ${shortName}`)
  }
  const first = opensTab(one) ? 2 : 1
  switch (endingOf(one)) {
    case 'blocked_by_host_policy':
      await waitForTile(host, id, 'trouble')
      return undefined
    case 'cancelled': {
      await signIn(one, await host.popup(first))
      await sleep(LULL)
      const lull = { status: watch.newest()?.status, mayReopen: await offers(host, 'Reopen window') }
      await press(host, `Cancel ${name}`)
      await waitForOutcome(watch)
      return lull
    }
    case 'connected': {
      await visitProvider(one, host, await host.popup(first), watch)
      const lull = await afterClosing(one, host, watch)
      // What is wrong then is said by the judge.
      if (lull !== undefined && !isOpen(lull)) return lull
      if (lull !== undefined) {
        await press(host, 'Reopen window')
        await visitProvider({ ...one, closed: 'never', reload: 'none' }, host, await host.popup(first + 1), watch)
      }
      await waitForTile(host, id, 'connected', 'syncing')
      return lull
    }
  }
}

/** At the provider, until Allow or until the window is closed. */
const visitProvider = async (one: Case, host: HostTab, popup: Tab, watch: Watch): Promise<void> => {
  const { closed, reload, back } = one
  if (closed === 'before_provider') {
    await waitFor('the start', () => watch.newest())
    await popup.close()
  } else {
    await waitForButton(popup, 'Sign in')
  }
  if (reload === 'mid_flow') await host.reload()
  if (closed === 'before_provider') return
  if (closed === 'sign_in') return popup.close()

  await signIn(one, popup)
  await waitForButton(popup, 'Allow')
  if (closed === 'consent') return popup.close()

  await press(popup, 'Allow')
  if (closed === 'after_allow') return popup.close()
  if (back === 'after_callback') {
    await goBackFromCallback(popup)
    await press(popup, 'Allow')
  }
  if (closed === 'after_outcome') {
    await waitForOutcome(watch)
    await popup.close()
  }
}

const signIn = async ({ providerCoop }: Case, popup: Tab): Promise<void> => {
  await waitForButton(popup, 'Sign in')
  if (providerCoop === 'same-origin') await severOpener(popup)
  await press(popup, 'Sign in')
}

/** What the server and the tile say a while after the window was closed, where nothing goes on by itself. */
const afterClosing = async (one: Case, host: HostTab, watch: Watch): Promise<Seen['lull']> => {
  if (!needsReopening(one) && one.closed !== 'after_allow') return undefined
  await sleep(LULL)
  const status = watch.newest()?.status
  // The code had reached the server before the window went.
  if (one.closed === 'after_allow' && status !== 'started') return undefined
  return { status, mayReopen: await offers(host, 'Reopen window') }
}

const waitForButton = (tab: Tab, name: string): Promise<boolean> =>
  waitFor(`the button "${name}"`, async () => (await offers(tab, name)) || undefined)

/** The window is kept from closing itself: a grower is quicker than a busy machine. */
const goBackFromCallback = async (popup: Tab): Promise<void> => {
  const stay = '(window.close = () => {}, document.title)'
  await waitFor('the callback page', async () => {
    const onCallback = (await popup.evaluate('location.pathname.startsWith("/callback/")')) === true
    return (onCallback && String(await popup.evaluate(stay)).startsWith('Done')) || undefined
  })
  await popup.evaluate('void setTimeout(() => history.back())')
}

const waitForTile = (host: HostTab, id: string, ...states: string[]): Promise<boolean> =>
  waitFor(`a tile that is ${states.join(' or ')}`, async () => {
    const state = await host.evaluate(`document.querySelector('.hitch-tile[data-provider="${id}"]')?.dataset.state`)
    return states.includes(String(state)) || undefined
  })

const waitForOutcome = (watch: Watch): Promise<boolean> =>
  waitFor('the outcome', () => ATTEMPT_OUTCOMES.some((outcome) => outcome === watch.newest()?.status) || undefined)
