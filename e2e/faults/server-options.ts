import { readProviders } from '@hitch/providers'
import { createLog, type ConnectServerOptions } from '@hitch/server'
import type { FlowTarget } from '../stack/flow.ts'

/** The options of a server in this process that is run against a sandbox, but for its database. */
export const serverOptions = (
  { bffUrl, hostUrl, secretKey }: FlowTarget,
  environment: Readonly<Record<string, string | undefined>>,
): Omit<ConnectServerOptions, 'database'> => ({
  publicUrl: bffUrl,
  secretKeys: [{ name: 'default', key: secretKey }],
  encryptionKeys: [Buffer.alloc(32, 7)],
  allowedOrigins: [hostUrl],
  brand: { name: 'Northfield Grain' },
  leaf: {
    apiUrl: environment['LEAF_API_URL'] ?? '',
    username: environment['LEAF_USERNAME'] ?? '',
    password: environment['LEAF_PASSWORD'] ?? '',
  },
  providers: readProviders(environment),
  providerHosts: ['127.0.0.1'],
  log: createLog({ level: 'silent' }),
})
