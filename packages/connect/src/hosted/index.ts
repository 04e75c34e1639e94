export { HostedConnect, loadWords } from './HostedConnect.tsx'
export type { HostedConnectProps } from './HostedConnect.tsx'
