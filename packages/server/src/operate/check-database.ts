import { FolderInUseError } from '../database/folder-lock.ts'
import { lookAtDatabase, type DatabaseLook } from '../database/look-at-database.ts'
import type { DatabaseHome } from '../database/open-database.ts'
import { UnusableDatabaseError } from '../database/unusable-database.ts'
import { keyId } from '../handover/seal.ts'
import { about, type Finding } from './finding.ts'

const { fine, note, wrong } = about('Database')

export interface CheckDatabaseOptions {
  readonly database: DatabaseHome
  readonly encryptionKeys: readonly Uint8Array[]
  readonly isProduction: boolean
}

/** Whether the database can be reached, is up to date, and holds nothing that no key opens. Changes nothing. */
export const checkDatabase = async (options: CheckDatabaseOptions): Promise<Finding[]> => {
  try {
    return judge(await lookAtDatabase(options.database), options)
  } catch (error) {
    // Only a BFF that runs holds it, and that is as it should be.
    if (error instanceof FolderInUseError)
      return [
        note(
          `The embedded database is in use by process ${error.holder.pid} on ${error.holder.host}, the BFF as a rule, and cannot be looked at meanwhile. GET /readyz tells whether that one reaches it.`,
        ),
      ]
    if (error instanceof UnusableDatabaseError)
      return [wrong(error.message, 'Mend that; until then the BFF does not start.')]
    throw error
  }
}

const judge = (look: DatabaseLook, { encryptionKeys, isProduction }: CheckDatabaseOptions): Finding[] => {
  if (look.kind === 'no_folder') return [note('There is no embedded database yet: the first start makes it.')]
  const findings: Finding[] = []
  if (look.isReadOnly)
    findings.push(wrong('PostgreSQL is read-only: a replica, perhaps.', 'Name the primary in DATABASE_URL.'))
  else findings.push(fine(`${look.home} answers.`))
  if (look.home === 'PGlite' && isProduction)
    findings.push(note('The embedded database survives the process, not the machine. In production set DATABASE_URL.'))

  const known = new Set(encryptionKeys.map(keyId))
  const unknown = [...look.keyIdsInUse].filter((id) => !known.has(id)).toSorted()
  if (look.isEmpty && !look.mayCreate)
    findings.push(
      wrong(
        'There are no tables yet, and this user may not make them.',
        'GRANT CREATE ON DATABASE … TO …, or name another user in DATABASE_URL.',
      ),
    )
  else if (look.isEmpty) findings.push(note('There are no tables yet: the first start makes them.'))
  else if (look.unknown.length > 0)
    findings.push(note(`A newer version has brought the tables up to date (${look.unknown.join(', ')}).`))
  else if (look.missing.length > 0)
    findings.push(note(`The next start brings the tables up to date (${look.missing.join(', ')}).`))
  else findings.push(fine('The tables are up to date.'))

  if (unknown.length > 0)
    findings.push(
      wrong(
        `Something is sealed with a key that is not in HITCH_ENCRYPTION_KEYS: ${unknown.join(', ')}.`,
        'Put that key back at the end of the list, run "hitch rotate-keys", and then take it out.',
      ),
    )
  else if (!look.isEmpty) findings.push(fine('Everything that is sealed opens with HITCH_ENCRYPTION_KEYS.'))
  return findings
}
