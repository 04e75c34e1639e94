/** `pnpm api-page`: writes docs/api.md anew, after `pnpm build`. */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { apiPage } from './lib/api-page.ts'

writeFileSync(join(resolve(import.meta.dirname, '..'), 'docs', 'api.md'), await apiPage())
