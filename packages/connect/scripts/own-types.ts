import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * Brings the protocol's declarations into what we publish: a host installs this one alone, and its compiler would look for
 * it in vain. Runs after `tsc`.
 */
const dist = join(import.meta.dirname, '../dist')
const protocol = join(dist, 'protocol')

cpSync(join(import.meta.dirname, '../../protocol/dist'), protocol, {
  recursive: true,
  // Browsers' half alone: what stands in schemas/ needs zod.
  filter: (path) => !path.endsWith('.js') && !path.endsWith('schemas'),
})

for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue
  const file = join(dist, name)
  const folder = relative(dirname(file), protocol).replaceAll('\\', '/')
  const path = folder.startsWith('.') ? folder : `./${folder}`
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replaceAll(/(['"])@hitch\/protocol\1/g, `'${path}/index.d.ts'`))
}
