import { ERRORS, type ErrorCode } from '@hitch/protocol'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { en } from '../../messages/en.ts'
import { enLater } from '../../messages/en-later.ts'
import { createTexts, type MessageKey } from '../../messages/text.ts'
import { NOW, PROVIDERS } from '../testing/fixtures.ts'
import { tileModel } from '../tile-model.ts'
import { tileView, type VisibleModel } from '../tile-view.ts'
import { troubleOf } from '../trouble.ts'
import { wholeView, type WholeModel } from '../whole-view.ts'
import { widgetModel } from '../widget.ts'

const texts = createTexts({ ...en, ...enLater }, 'en')
const values = { p: 'FieldOps', name: 'CNH FieldOps', b: 'Northfield Grain' }
const CODES = Object.keys(ERRORS) as ErrorCode[]

interface Words {
  status: string
  text: string[]
  buttons: string[]
  /** The title of what stands in the place of the list, if that is what could not be had. */
  whole: string
}

/** What the widget says of a code. */
const wordsOf = (code: ErrorCode): Words => {
  const outcome = { status: 'failed', error: { code, retry: ERRORS[code].retry } } as const
  const model = tileModel(
    PROVIDERS.CNHIFieldOps,
    undefined,
    { status: 'settled', attemptId: 'att_9f2c', outcome },
    {
      online: true,
      can: ['connect'],
      now: NOW,
      grower: {},
    },
  )
  const view = tileView(model as VisibleModel, {
    framed: false,
    mode: 'popup',
    mayConnect: true,
    mayDisconnect: true,
    troubleOf,
  })
  const whole = widgetModel(undefined, { code }, { session: { status: 'none' }, flows: {}, online: true })
  const said = (key: MessageKey): string => texts.plain({ ...values, key })
  const [, ...buttons] = view.buttons ?? ['quiet']
  return {
    status: said(view.status),
    text: (view.text ?? []).map(said),
    buttons: [...buttons.map(said), ...(view.reference ? [said('copy')] : []), ...(view.slot ? [said(view.slot)] : [])],
    whole: said(wholeView(whole as WholeModel).title),
  }
}

const Table = () => (
  <table className="errors">
    <style>{`
      .errors { border-collapse: collapse; font: 14px/1.45 system-ui, sans-serif }
      .errors :is(th, td) { padding: 8px 12px 8px 0; border-block-end: 1px solid color-mix(in oklab, CanvasText 15%, Canvas); text-align: start; vertical-align: top }
      .errors p { margin: 0 }
    `}</style>
    <thead>
      <tr>
        {['Code', 'Fault', 'HTTP', 'Retry', 'The grower reads in the row', 'Buttons', 'Instead of the list'].map(
          (title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ),
        )}
      </tr>
    </thead>
    <tbody>
      {CODES.map((code) => {
        const { fault, status: http, retry } = ERRORS[code]
        const { status, text, buttons, whole } = wordsOf(code)
        return (
          <tr key={code} data-code={code}>
            <th scope="row">
              <code>{code}</code>
            </th>
            <td>{fault}</td>
            <td>{http ?? 'outcome'}</td>
            <td>{retry}</td>
            <td>
              <p>
                <b>{status}</b>
              </p>
              {text.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </td>
            <td>{buttons.join(', ')}</td>
            <td>{http && whole}</td>
          </tr>
        )
      })}
    </tbody>
  </table>
)

const meta = { title: 'Guides/Errors', component: Table } satisfies Meta<typeof Table>

export default meta
type Story = StoryObj<typeof meta>

/** Links of the hosted page; the widget never meets them. */
const ELSEWHERE: ErrorCode[] = ['link_expired', 'link_used', 'link_revoked']

/** Made from the closed list of codes: a new one is here at once, and must have words of its own unless it is our fault. */
export const EveryCode: Story = {
  play: async ({ canvasElement }) => {
    const rows = [...canvasElement.querySelectorAll<HTMLElement>('tbody tr')]
    await expect(rows.map((row) => row.dataset['code'])).toEqual(CODES)
    await expect(
      CODES.map(wordsOf).filter(({ status, text }) => !status || /[{}*]/.test(status + text.join(''))),
    ).toEqual([])
    const wordless = CODES.filter(
      (code) =>
        ERRORS[code].fault !== 'hitch' &&
        !ELSEWHERE.includes(code) &&
        wordsOf(code).status === 'Something broke on our side',
    )
    await expect(wordless).toEqual([])
  },
}
