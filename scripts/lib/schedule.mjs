/** @import { Result } from './reports.mjs' */

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string[]} needs names of tasks that must have gone well before it
 * @property {number} slots of the machine's cores, how many it keeps busy
 * @property {() => Promise<Result[]>} run
 */

/** @param {Result[]} results */
const wentWell = (results) => !results.some(({ outcome }) => outcome === 'failed')

/**
 * Runs the tasks in the order given, as many beside each other as fit into the slots, each after those it needs.
 * A task whose need went wrong is not run: that is a failure of its own. A task that throws has failed.
 *
 * @param {Task[]} tasks
 * @param {{ slots: number, onEnd?: (task: Task, results: Result[], ms: number) => void, now?: () => number }} options
 * @returns {Promise<Result[]>} of all tasks, in the order given
 */
export async function schedule(tasks, { slots, onEnd = () => {}, now = () => Date.now() }) {
  /** @type {Map<string, Result[]>} */
  const ended = new Map()
  /** @type {Map<string, Promise<void>>} */
  const running = new Map()
  const waiting = [...tasks]
  let free = slots

  const take = (/** @type {Task} */ task) => {
    const begun = now()
    // A task that wants more than there is gets all there is.
    const taken = Math.min(task.slots, slots)
    free -= taken
    const missing = task.needs.find((need) => !wentWell(ended.get(need) ?? []))
    const work = missing === undefined ? attempt(task) : Promise.resolve([failure(task, `Not run: ${missing} failed.`)])
    const done = work.then((results) => {
      free += taken
      running.delete(task.name)
      ended.set(task.name, results)
      onEnd(task, results, now() - begun)
    })
    running.set(task.name, done)
  }

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(
      ({ needs, slots: wanted }) => needs.every((need) => ended.has(need)) && Math.min(wanted, slots) <= free,
    )
    if (next >= 0) for (const task of waiting.splice(next, 1)) take(task)
    else if (running.size > 0) await Promise.race(running.values())
    else throw new Error(`These wait for each other: ${waiting.map(({ name }) => name).join(', ')}`)
  }
  return tasks.flatMap(({ name }) => ended.get(name) ?? [])
}

/** @param {Task} task @returns {Promise<Result[]>} */
async function attempt(task) {
  try {
    return await task.run()
  } catch (error) {
    return [failure(task, error instanceof Error ? error.message : String(error))]
  }
}

/** @param {Task} task @param {string} message @returns {Result} */
const failure = ({ name }, message) => ({ suite: name, name, outcome: 'failed', ms: 0, message })
