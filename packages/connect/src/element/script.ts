import { create, type CreatedDialog, type CreatedInline, type CreateOptions } from './create.tsx'
import { defineHitchConnect } from './define.ts'

/** What `hitch.js` puts on the page, beside `<hitch-connect>`. */
export interface HitchGlobal {
  create: typeof create
  /** Of `@hitch/connect`. */
  readonly version: string
  /** The BFF that it was loaded from, and that holds where a page names none. */
  readonly baseUrl?: string
}

/** Written in by the build. */
declare const HITCH_VERSION: string

declare global {
  interface Window {
    Hitch: HitchGlobal
  }
  // So that a page's script may call it by its bare name.
  var Hitch: HitchGlobal
}

/**
 * `hitch.js`, the script-tag build: everything in one file. Loaded from a BFF it knows the BFF's address. Loaded twice, in
 * whatever versions, the first stays whole, `<hitch-connect>` and `Hitch` both: an element cannot be defined anew, and a
 * function of one version with an element of another is what nobody has tried. The page's console is told of the other.
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

const own: HitchGlobal = { version: HITCH_VERSION, ...usual, create: createHere }
const known = window.Hitch as HitchGlobal | undefined
const name = ({ version, baseUrl }: HitchGlobal): string => `${version} of ${baseUrl ?? 'no BFF'}`

defineHitchConnect(usual)
window.Hitch ??= own
if (known && name(known) !== name(own))
  console.warn(`hitch.js ${name(own)} is not used: hitch.js ${name(known)} was loaded first. Load one on a page.`)
