import type { ServerContext } from '../context.ts'
import type { LiveSession } from './live-session.ts'

/** The session speaks this language from now on: its page, wherever it is opened again, and the windows of its attempts. */
export const chooseLanguage = async (
  { database }: Pick<ServerContext, 'database'>,
  { sessionId }: Pick<LiveSession, 'sessionId'>,
  locale: string,
): Promise<void> => {
  await database.updateTable('sessions').set({ locale }).where('session_id', '=', sessionId).execute()
}
