import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runHitch } from '../testing/run-hitch.ts'
import { COMPLETE } from '../testing/start-bff.ts'

/** What Leaf was sent, and what it answers next. */
const asked: unknown[] = []
const answers: number[] = []
const leaf = createServer((request, response) => {
  let body = ''
  request.on('data', (data: Buffer) => (body += data.toString()))
  request.on('end', () => {
    asked.push({ call: `${request.method} ${request.url}`, body: JSON.parse(body) as unknown })
    response.writeHead(answers.shift() ?? 201).end(`{"message":"A webhook exists already: alerts-CANARY"}`)
  })
})
beforeAll(async () => {
  await once(leaf.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => leaf.close())

const leafAlerts = (change: Record<string, string> = {}, ...words: string[]) => {
  const environment = {
    ...COMPLETE,
    HITCH_PUBLIC_URL: 'https://connect.example.com',
    HITCH_ALLOWED_ORIGINS: 'https://farm.example.com',
    HITCH_LEAF_ALERTS_SECRET: 'alerts-CANARY-alerts',
    LEAF_API_URL: `http://127.0.0.1:${(leaf.address() as AddressInfo).port}`,
    ...change,
  }
  return runHitch({ environment, folder: '/' }, 'leaf-alerts', ...words)
}

test('leaf-alerts registers each event at Leaf; again, it says that they are there; a refusal is a failure', async () => {
  const url = 'https://connect.example.com/webhooks/leaf'
  expect(await leafAlerts()).toEqual({
    failed: false,
    text:
      `credentialsUnauthenticated: Leaf sends it to ${url} from now on.\n` +
      `credentialsLimitedPermission: Leaf sends it to ${url} from now on.\n`,
  })
  expect(asked).toEqual(
    ['credentialsUnauthenticated', 'credentialsLimitedPermission'].map((event) => ({
      call: 'POST /services/alerts/api/alerts/webhooks',
      body: { events: [event], name: `hitch ${event}`, secret: 'alerts-CANARY-alerts', url },
    })),
  )
  answers.push(409, 400)
  const again = await leafAlerts()
  expect(again.failed).toBe(false)
  expect(again.text).toMatch(/^(credentials\w+: registered at Leaf already\.\n){2}Leaf has one webhook per event/)
  answers.push(201, 403)
  const { failed, text } = await leafAlerts({}, '--json')
  expect(failed).toBe(true)
  expect(JSON.parse(text)).toMatchObject({ url, alerts: [{ state: 'registered' }, { state: 'failed' }] })
  expect(again.text + text).not.toContain('CANARY')
  await expect(leafAlerts({ HITCH_LEAF_ALERTS_SECRET: '' })).rejects.toThrow('HITCH_LEAF_ALERTS_SECRET is missing')
})
