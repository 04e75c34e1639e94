/** `pnpm api-page`: writes docs/api.md anew, after `pnpm build`. */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describeApi } from '../packages/server/src/http/describe-api.ts'
import type { ApiDocument } from './lib/api-document.ts'
import { apiPage } from './lib/api-page.ts'

const document = JSON.parse(JSON.stringify(describeApi('https://connect.example.com'))) as ApiDocument
writeFileSync(join(resolve(import.meta.dirname, '..'), 'docs', 'api.md'), await apiPage(document))
