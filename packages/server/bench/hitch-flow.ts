import { connectGrower, type Observer } from './grower.ts'
import type { HttpClient } from './http-client.ts'
import type { Flow } from './measure.ts'
import type { Stand } from './stand.ts'

const NOBODY: Observer = { answered: () => undefined }

/** A grower's whole way at what stands there, as `measure` and `offer` want it. */
export const connecting =
  (client: HttpClient, { target, next }: Stand, observer = NOBODY): Flow =>
  async (grower) => {
    const { status, error } = await connectGrower(client, target, grower, next, observer)
    return error?.code ?? status
  }
