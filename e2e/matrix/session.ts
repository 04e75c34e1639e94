import { startStack } from '../stack/stack.ts'
import { ENGINES, type EngineName } from './engines/engines.ts'
import type { Case } from './factors.ts'
import { SLOW_PAGE } from './host-page.ts'
import { runCases, type Played } from './run-cases.ts'

/** Plays the cases in an engine, on one stack for all of them. */
export const playIn = async (
  name: EngineName,
  cases: readonly Case[],
  ended: (played: Played) => void,
): Promise<{ version: string; played: Played[] }> => {
  const stack = await startStack()
  try {
    await stack.control({ faults: [{ kind: 'delay', times: 'always', ...SLOW_PAGE }] })
    const engine = await ENGINES[name]()
    try {
      return { version: engine.version, played: await runCases(engine, stack, cases, ended) }
    } finally {
      await engine.stop()
    }
  } finally {
    await stack.stop()
  }
}
