import { create, type CreatedDialog, type CreatedInline, type CreateOptions } from './create.tsx'
import { defineHitchConnect } from './define.ts'

/** What `hitch.js` puts on the page, beside `<hitch-connect>`. */
export interface HitchGlobal {
  create: typeof create
}

declare global {
  interface Window {
    Hitch: HitchGlobal
  }
  // So that a page's script may call it by its bare name.
  var Hitch: HitchGlobal
}

/**
 * `hitch.js`, the script-tag build: everything in one file. Loaded from a BFF it knows the BFF's address. Loaded twice, in
 * whatever versions, the first stays.
 *
 * @example
 * <script src="https://connect.example.com/hitch.js" async></script>
 * <hitch-connect session-url="/api/connect-session"></hitch-connect>
 */
const script = document.currentScript
const usual = script instanceof HTMLScriptElement && script.src ? { baseUrl: new URL(script.src).origin } : {}

function createHere(options: CreateOptions & { container: Element | string }): CreatedInline
function createHere(options: CreateOptions & { container?: never }): CreatedDialog
function createHere(options: CreateOptions): CreatedInline | CreatedDialog {
  return create({ ...usual, ...options } as CreateOptions & { container?: never })
}

defineHitchConnect(usual)
window.Hitch ??= { create: createHere }
