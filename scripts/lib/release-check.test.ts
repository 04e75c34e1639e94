import { expect, test } from 'vitest'
import { releaseObstacles, type Manifest } from './release-check.ts'

const url = 'git+https://github.com/Farm/hitch.git'
const repository = (directory: string) => ({ type: 'git', url, directory })
const ready: Record<string, Manifest> = {
  protocol: { name: '@hitch/protocol', version: '0.1.0', repository: repository('packages/protocol') },
  server: { name: '@hitch/server', version: '0.1.0', repository: repository('packages/server') },
}
const ci = { GITHUB_REPOSITORY: 'Farm/hitch', ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example' }

test('from a CI that vouches for it, of packages that name their repository, it may be published', () => {
  expect(releaseObstacles(ready, ci)).toEqual([])
  expect(releaseObstacles(ready, { SIGSTORE_ID_TOKEN: 'token' })).toEqual([])
})

const { repository: _none, ...homeless } = ready['server'] as Manifest
test.each<{ what: string; server: Manifest; says: string[] }>([
  {
    what: 'no repository',
    server: homeless,
    says: [
      '@hitch/server: repository must be {type: "git", url, directory: "packages/server"}',
      'the packages name different repositories',
    ],
  },
  {
    what: 'the directory of another package',
    server: { ...homeless, repository: repository('packages/protocol') },
    says: ['@hitch/server: repository must be {type: "git", url, directory: "packages/server"}'],
  },
  {
    what: 'another repository',
    server: {
      ...homeless,
      repository: { ...repository('packages/server'), url: 'git+https://github.com/else/where.git' },
    },
    says: ['the packages name different repositories'],
  },
  {
    what: 'no version',
    server: { ...(ready['server'] as Manifest), version: '0.0.0' },
    says: ['@hitch/server: has no version yet; run: pnpm changeset version'],
  },
])('$what: it may not', ({ server, says }) => {
  expect(releaseObstacles({ ...ready, server }, ci)).toEqual(says)
})

test('from a CI of another repository, in another case too, or from no CI, it may not', () => {
  expect(releaseObstacles(ready, { ...ci, GITHUB_REPOSITORY: 'farm/hitch' })).toEqual([
    `repository.url is ${url}, and CI builds from farm/hitch`,
  ])
  expect(releaseObstacles(ready, {})).toEqual([expect.stringMatching(/^no CI vouches for this build/)])
})
