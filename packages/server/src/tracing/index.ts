export { createTracing } from './create-tracing.ts'
export type { Tracing } from './create-tracing.ts'
