export { create } from './create.tsx'
export type { CreatedDialog, CreatedInline, CreateOptions } from './create.tsx'
export { defineHitchConnect } from './define.ts'
export { HitchConnectElement } from './HitchConnectElement.tsx'
