export { defineHitchConnect } from './define.ts'
export { HitchConnectElement } from './HitchConnectElement.tsx'
