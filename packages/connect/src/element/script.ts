import { defineHitchConnect } from './define.ts'

/**
 * `hitch.js`, the script-tag build: everything in one file. Loaded from a BFF it knows the BFF's address.
 *
 * @example
 * <script src="https://connect.example.com/hitch.js" async></script>
 * <hitch-connect session-url="/api/connect-session"></hitch-connect>
 */
const script = document.currentScript
defineHitchConnect(script instanceof HTMLScriptElement && script.src ? { baseUrl: new URL(script.src).origin } : {})
