#!/usr/bin/env node
import { inspect } from 'node:util'
import { describeFault } from '../for-the-operator.ts'
import { createProgram } from './program.ts'

/** The operator's command line. What it does is in `program.ts` and in `@hitch/server/operate`. */
const markFailed = (): void => {
  process.exitCode = 1
}

// Whoever reads has seen enough, as `| head` has: no fault, and nobody is left to be told.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

createProgram({
  environment: process.env,
  // Started through a package manager, a relative folder is meant from where the operator stands.
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  write: (text) => process.stdout.write(text),
  markFailed,
})
  .parseAsync()
  .catch((error: unknown) => {
    const fault = describeFault('hitch:', error)
    process.stderr.write(`${typeof fault === 'string' ? fault : inspect(fault)}\n`)
    markFailed()
  })
