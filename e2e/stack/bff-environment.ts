import { sandboxEnvironment } from '@hitch/sandbox'
import type { FlowTarget } from './flow.ts'

/** The variables of a BFF that is run against a sandbox, but for where its database is and on which port it listens. */
export const bffEnvironment = (
  { bffUrl, hostUrl, secretKey }: FlowTarget,
  sandboxUrl: string,
): Record<string, string> => ({
  ...sandboxEnvironment(sandboxUrl),
  HITCH_PUBLIC_URL: bffUrl,
  HITCH_SECRET_KEY: secretKey,
  HITCH_ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64url'),
  HITCH_ALLOWED_ORIGINS: hostUrl,
  HITCH_BRAND_NAME: 'Northfield Grain',
})
