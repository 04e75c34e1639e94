export { createHitchClient } from './create-hitch-client.ts'
export type { HitchClient, HitchClientOptions } from './create-hitch-client.ts'
export { HitchError, isHitchError } from './hitch-error.ts'
