import { readFileSync } from 'node:fs'

/** Of Linux: clock ticks are hundredths of a second there. @returns milliseconds in user and system mode */
export const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** The most memory that it has ever held, in MB (of a million bytes). */
export const mostMemoryOf = (pid: number): number => memoryField(pid, 'VmHWM')

/** What it holds now, in MB. */
export const memoryOf = (pid: number): number => memoryField(pid, 'VmRSS')

const memoryField = (pid: number, name: string): number =>
  (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024) /
  1_000_000

export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
