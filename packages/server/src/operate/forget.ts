import type { ForgetCredentials, ForgottenUser } from '@hitch/protocol'
import { createContext } from '../create-context.ts'
import { createHandover } from '../handover/create-handover.ts'
import type { ConnectServerOptions } from '../options.ts'

/**
 * Forgets a grower, as `DELETE /v1/users/{leafUserId}` does; what has to wait is cleared away by the BFFs that run.
 *
 * @example await forgetLeafUser(options, 'leaf-user-1', 'delete')
 */
export const forgetLeafUser = async (
  options: ConnectServerOptions,
  leafUserId: string,
  credentials: ForgetCredentials,
): Promise<ForgottenUser> => {
  const handover = createHandover(createContext(options), options.database.jobs)
  try {
    return await handover.forget(leafUserId, credentials)
  } finally {
    await handover.stop()
  }
}
