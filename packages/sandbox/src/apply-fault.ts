import type { MiddlewareHandler } from 'hono'
import { type Fault, takeFault } from './faults.ts'
import { ConnectionReset } from './refused.ts'
import { canary } from './tools.ts'
import type { SandboxEnv, World } from './world.ts'

/** Waits until the caller goes away or the sandbox is reset. Never answers. */
export function hang(world: World, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => {
      world.held.delete(end)
      reject(new ConnectionReset())
    }
    world.held.add(end)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}

/** Lets one request go wrong in the way a tester asked for. */
export function applyFaults(world: World): MiddlewareHandler<SandboxEnv> {
  return async function applyFault(c, next) {
    const recorded = c.get('recorded')
    const fault = takeFault(world.state.faults, recorded)
    if (fault === undefined) return next()
    recorded.fault = fault.kind

    if (fault.delayMs > 0 && !fault.after) await world.tools.sleep(fault.delayMs)
    if (fault.after || spoilsAnAnswer(fault)) await next()
    if (fault.delayMs > 0 && fault.after) await world.tools.sleep(fault.delayMs)

    if (fault.kind === 'hang') return hang(world, c.req.raw.signal)
    if (fault.kind === 'reset') throw new ConnectionReset()
    // Hono keeps the first answer's headers when c.res is set a second time, unless it is cleared in between.
    const spoiled = await spoil(world, fault, c.finalized ? c.res : undefined)
    if (spoiled === undefined) return undefined
    c.res = undefined
    c.res = spoiled
    return undefined
  }
}

/** These need the true answer first. */
function spoilsAnAnswer(fault: Fault): boolean {
  return (
    fault.kind === 'delay' ||
    fault.kind === 'malformed_json' ||
    fault.kind === 'content_type' ||
    fault.kind === 'extra_fields'
  )
}

async function spoil(world: World, fault: Fault, answer: Response | undefined): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'status': {
      const headers = new Headers({ 'content-type': 'application/problem+json' })
      if (fault.retryAfter !== undefined) headers.set('retry-after', fault.retryAfter)
      const problem = JSON.stringify({
        title: 'Asked for by the tester',
        status: fault.status,
        message: canary(world.tools, 'problem'),
      })
      return new Response(fault.body ?? problem, { status: fault.status, headers })
    }
    case 'redirect':
      return new Response(null, { status: fault.status, headers: { location: fault.location } })
    case 'huge_body':
      return new Response(hugeJson(fault.bytes), { headers: { 'content-type': 'application/json' } })
    case 'malformed_json': {
      const text = (await answer?.text()) ?? ''
      return new Response(text === '' ? '{' : text.slice(0, -1), {
        status: withBody(answer),
        headers: { 'content-type': 'application/json' },
      })
    }
    case 'content_type':
      return new Response(await answer?.text(), { status: withBody(answer), headers: { 'content-type': fault.value } })
    case 'extra_fields':
      return answer === undefined ? undefined : withExtraFields(world, answer)
    case 'delay':
    case 'hang':
    case 'reset':
      return undefined
  }
}

/** 204 and 304 allow no body (RFC 9110, section 6.4.1), and Response refuses one. */
function withBody(answer: Response | undefined): number {
  return answer === undefined || answer.status === 204 || answer.status === 304 ? 200 : answer.status
}

function hugeJson(bytes: number): ReadableStream<Uint8Array> {
  const chunk = new TextEncoder().encode('a'.repeat(65_536))
  let left = bytes
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"padding":"'))
    },
    pull(controller) {
      controller.enqueue(chunk.subarray(0, left))
      left -= chunk.length
      if (left > 0) return
      controller.enqueue(new TextEncoder().encode('"}'))
      controller.close()
    },
  })
}

/** Fields that nobody documented, full of secrets: a server that copies an answer through will leak them. */
async function withExtraFields(world: World, answer: Response): Promise<Response> {
  const text = await answer.clone().text()
  if (!(answer.headers.get('content-type') ?? '').includes('json') || text === '') return answer
  const extra = {
    accessToken: canary(world.tools, 'extra-access-token'),
    internal: { secret: canary(world.tools, 'extra-nested'), notes: [canary(world.tools, 'extra-note')] },
  }
  const value: unknown = JSON.parse(text)
  const extended = Array.isArray(value)
    ? value.map((item: unknown) => (isRecord(item) ? { ...item, ...extra } : item))
    : isRecord(value)
      ? { ...value, ...extra }
      : value
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  return new Response(JSON.stringify(extended), { status: answer.status, headers })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
