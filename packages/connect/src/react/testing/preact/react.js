import * as compat from 'preact/compat'
import { act } from 'preact/test-utils'

/** Preact in React's place, with `act`, which compat leaves out: by it tests wait for effects. See vitest.config.ts. */
export * from 'preact/compat'
export { act }
// As React's own: who imports the default calls `React.act`.
export default { ...compat, act }
