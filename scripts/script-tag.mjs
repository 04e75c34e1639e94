/** Prints the script tag of this build, with its hash. `pnpm build` ends with it. */
import { resolve } from 'node:path'
import { scriptTag } from './lib/script-tag.mjs'

const { path, integrity } = await scriptTag(resolve(import.meta.dirname, '..'))
console.log(`hitch.js of this build, at the address of your BFF:
  <script src="https://connect.example.com${path}" integrity="${integrity}" crossorigin="anonymous" async></script>`)
