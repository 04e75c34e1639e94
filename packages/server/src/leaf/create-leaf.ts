import type { Upstream } from '@hitch/providers'
import type { LeafAccount } from '../options.ts'
import type { Timings } from '../timings.ts'
import { createLeafAlerts } from './alerts.ts'
import { createLeafCall } from './call.ts'
import { createLeafCredentials } from './credentials.ts'
import type { Leaf } from './leaf.ts'
import { createLeafOrganizations } from './organizations.ts'
import { createLeafProgress } from './progress.ts'
import { createTokenSource } from './token.ts'
import { createLeafUsers } from './users.ts'

export interface CreateLeafOptions {
  readonly account: LeafAccount
  readonly upstream: Upstream
  readonly timings: Pick<Timings, 'attachTimeout' | 'helperTimeout' | 'leafReadTimeout'>
  readonly log: { info(fields: Record<string, string>, message: string): void }
  /** Milliseconds since 1970, for a Retry-After that is a date. @default Date.now */
  readonly now?: () => number
}

/**
 * Leaf as the BFF uses it. Everything that goes to Leaf goes through here.
 *
 * @example const leaf = createLeaf({ account: { apiUrl, token }, upstream, timings, log })
 */
export const createLeaf = ({ account, upstream, timings, log, now = () => Date.now() }: CreateLeafOptions): Leaf => {
  const { leafReadTimeout: readTimeout, attachTimeout: writeTimeout, helperTimeout: urlTimeout } = timings
  const tokens = createTokenSource({ account, upstream, timeout: readTimeout, log, now })
  const call = createLeafCall({ account, upstream, tokens, now })
  return {
    users: createLeafUsers({ call, readTimeout, writeTimeout }),
    credentials: createLeafCredentials({ call, readTimeout, writeTimeout, urlTimeout }),
    ...createLeafOrganizations({ call, readTimeout, writeTimeout }),
    progress: createLeafProgress({ call, readTimeout }),
    alerts: createLeafAlerts({ call, writeTimeout }),
  }
}
