import type { ProviderId } from '@hitch/protocol'
import { createContext } from '../create-context.ts'
import { createHandover } from '../handover/create-handover.ts'
import { rotateProvider, type Rotation, type RotateWish } from '../handover/rotate-provider.ts'
import type { ConnectServerOptions } from '../options.ts'

/**
 * `rotateProvider` as an instance of its own beside those that run, so that it needs none of them, and what it begins goes
 * on in any of them when it is broken off.
 *
 * @example for await (const { leafUserId, result } of rotateCredentials(options, 'CNHI', { apply: false })) …
 * @throws TypeError for a provider that is not configured
 */
export async function* rotateCredentials(
  options: ConnectServerOptions,
  providerId: ProviderId,
  wish: RotateWish,
): AsyncGenerator<Rotation> {
  const context = createContext(options)
  const provider = context.providers.get(providerId)
  if (provider === undefined) throw new TypeError(`${providerId} is not configured`)
  const { jobs } = options.database
  const handover = createHandover(context, jobs)
  if (wish.apply) await handover.start()
  try {
    yield* rotateProvider({ ...context, provider, jobs }, wish)
  } finally {
    if (wish.apply) await handover.stop()
  }
}
