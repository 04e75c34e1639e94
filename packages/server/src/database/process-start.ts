import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * When a process was started, in whatever words the system has: only to be compared. Pids are given out again, after a
 * reboot soon. `null` where the system does not say, or no such process runs.
 */
export const processStart = async (pid: number): Promise<string | null> => {
  if (process.platform === 'linux') return await fromProc(pid).catch(() => null)
  if (process.platform === 'win32') return null
  return await fromPs(pid).catch(() => null)
}

/** proc(5): the 22nd field of `stat` is the start in ticks since boot. The second one is a name and may hold spaces. */
const fromProc = async (pid: number): Promise<string | null> => {
  const [stat, boot] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
  ])
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, ticks] = [fields[0], fields[19]]
  // A zombie has ended; only its parent has not yet looked.
  if (state === 'Z' || state === 'X') return 'ended'
  return ticks === undefined ? null : `${boot.trim()} ${ticks}`
}

const fromPs = async (pid: number): Promise<string | null> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)])
  return stdout.trim() || null
}
