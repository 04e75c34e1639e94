import { endOnSignal } from '../end-on-signal.ts'

/** A program that takes its time to end: for ever, or 1 s when it is told `in order`. */
endOnSignal({
  async end(signal) {
    process.stdout.write(`ending: ${signal}\n`)
    await new Promise((resolve) => setTimeout(resolve, process.argv[2] === 'in order' ? 1_000 : 2 ** 31 - 1))
  },
  fail(error) {
    throw error
  },
})
process.stdout.write('running\n')
setInterval(() => undefined, 60_000)
