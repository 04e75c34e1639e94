/** What an operator does to a BFF from outside of it: the `hitch` command line is made of these. */
export { rotateKeys } from '../handover/rotate-keys.ts'
export type { RotatedKeys, RotateKeysOptions } from '../handover/rotate-keys.ts'
export { UnknownKeyError } from '../handover/sealed-keys.ts'
