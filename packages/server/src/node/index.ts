export { trustProxies } from './client-address.ts'
export { PortInUseError } from './port-in-use.ts'
export { assertPortFree, serve } from './serve.ts'
export type { ServeOptions, ServedConnect } from './serve.ts'
