import { chownSync } from 'node:fs'
import { capture } from './quietly.mjs'

/**
 * PostgreSQL and PgBouncer refuse to run as root; there they run as the system's own postgres user, and end when this
 * process does.
 *
 * @param {string} program
 * @param {string[]} args
 */
export const unprivileged = (program, args) =>
  process.getuid?.() === 0
    ? {
        command: 'setpriv',
        args: ['--reuid=postgres', '--regid=postgres', '--clear-groups', '--pdeathsig=INT', program, ...args],
      }
    : { command: program, args }

/** @param {string} folder @param {string} root */
export async function ownedByPostgres(folder, root) {
  if (process.getuid?.() !== 0) return
  const [user, group] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await capture('id', { args: [flag, 'postgres'], cwd: root })).output)),
  )
  chownSync(folder, user ?? 0, group ?? 0)
}
