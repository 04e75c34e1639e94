export { createMetrics } from './create-metrics.ts'
export type { BreakerState, Metrics } from './create-metrics.ts'
