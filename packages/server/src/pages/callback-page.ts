import { html } from 'hono/html'
import type { Assets } from './assets.ts'
import { fill, fillPlain, none, type Html } from './fill.ts'
import { clock, octagon, spinner, struckCloud } from './icons.ts'
import { layout } from './layout.ts'
import type { Words } from './messages/en.ts'
import type { ProblemCode } from './messages/messages.ts'
import {
  busyView,
  closeButton,
  linkButton,
  problemView,
  renderView,
  subjectLine,
  type View,
  type ViewContext,
} from './view.ts'

/** `code`: back from signing in. `organizations`: back from John Deere's second page. */
export type CallbackStep = 'code' | 'organizations'

/**
 * Where a provider sends the grower back to. It knows nothing of who comes: every view that can follow is in it, and its
 * script shows the one that the server's answer asks for.
 */
export const callbackPage = (context: ViewContext, assets: Assets, step: CallbackStep): Html => {
  const { messages, values } = context
  const working = workingView(context)
  return layout(context, assets, {
    title: fillPlain(messages.working.title, values),
    step,
    main: html`${renderView(context, working)}<noscript><p class="note">${messages.noScript}</p></noscript>`,
    afterMain: html`${[...ownViews(context), ...problemViews(context)].map(
      ([names, view]) => html`<template data-view="${names}">${renderView(context, view)}</template>`,
    )}`,
    scripts: ['close.js', 'callback.js'],
  })
}

const workingView = ({ messages, values }: ViewContext): View => ({
  words: messages.working,
  top: { coupling: 'closing' },
  below: html`<p class="status" role="status">${spinner}<span>${fill(messages.working.status, values)}</span></p>`,
})

const ownViews = (context: ViewContext): [string, View][] => {
  const { messages, values, provider } = context
  const close = closeButton(messages)
  return [
    ['working', workingView(context)],
    ['network_offline', { words: messages.offline, top: { glyph: struckCloud, tone: 'caution' }, below: none }],
    ['busy', busyView(context)],
    ['done', { words: messages.done, top: { coupling: 'joined' }, subject: subjectLine(messages, null), below: close }],
    ['nothing_to_do', { words: messages.nothingToDo, top: { coupling: 'apart' }, below: close }],
    ['cancelled', { words: messages.cancelled, top: { coupling: 'apart' }, below: close }],
    ['failed', { words: messages.failed, top: { glyph: octagon, tone: 'critical' }, below: close }],
    ...(provider === 'JohnDeere'
      ? ([
          [
            'organizations',
            {
              words: messages.organizations,
              top: { coupling: 'waiting' },
              below: linkButton(fillPlain(messages.organizations.action, values), '#'),
            },
          ],
          ['returned', { words: messages.returned, top: { glyph: clock, tone: 'muted' }, below: close }],
        ] satisfies [string, View][])
      : []),
  ]
}

/** Codes with the same words share a template. */
const problemViews = (context: ViewContext): [string, View][] => {
  const { messages } = context
  const byWords = new Map<Words, ProblemCode[]>()
  for (const code of Object.keys(messages.problems) as ProblemCode[]) {
    const words = messages.problems[code]
    byWords.set(words, [...(byWords.get(words) ?? []), code])
  }
  return [...byWords.values()].flatMap((codes): [string, View][] => {
    const [first] = codes
    return first === undefined ? [] : [[codes.join(' '), problemView(context, first, closeButton(messages))]]
  })
}
