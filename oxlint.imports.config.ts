import { defineConfig } from 'oxlint'
import { importDirection } from './scripts/import-direction.ts'

/** The import direction alone, for `pnpm build`: an arrow that runs back fails the build. `pnpm lint` checks the rest. */
export default defineConfig({
  plugins: ['import'],
  categories: { correctness: 'off' },
  rules: { 'import/no-cycle': 'error' },
  overrides: importDirection,
  ignorePatterns: ['**/node_modules/**', '**/dist/**'],
})
