export type { ConnectServerOptions } from './options.ts'
