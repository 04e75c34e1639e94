export interface Manifest {
  name: string
  version: string
  repository?: { type?: string; url?: string; directory?: string }
}

/**
 * What stands in the way of publishing: what the registry would refuse once some of the packages are out, or take and never
 * give back. `publishConfig.provenance` asks for most of it.
 *
 * @param packages By their directories in `packages/`.
 * @param env Of the CI that publishes.
 * @returns One line for each thing, none when it may be published.
 * @see https://docs.npmjs.com/generating-provenance-statements (read 2026-11-25)
 */
export const releaseObstacles = (
  packages: Readonly<Record<string, Manifest>>,
  env: Readonly<Record<string, string | undefined>>,
): string[] => {
  const repositories = new Set(Object.values(packages).map(({ repository }) => repository?.url))
  const [first] = repositories
  return [
    ...Object.entries(packages).flatMap(([directory, { name, version, repository }]) => [
      ...(repository?.type === 'git' && repository.url && repository.directory === `packages/${directory}`
        ? []
        : [`${name}: repository must be {type: "git", url, directory: "packages/${directory}"}`]),
      ...(version === '0.0.0' ? [`${name}: has no version yet; run: pnpm changeset version`] : []),
    ]),
    ...(repositories.size > 1 ? ['the packages name different repositories'] : []),
    ...(first && env['GITHUB_REPOSITORY'] && !isAt(first, env['GITHUB_REPOSITORY'])
      ? [`repository.url is ${first}, and CI builds from ${env['GITHUB_REPOSITORY']}`]
      : []),
    ...(env['ACTIONS_ID_TOKEN_REQUEST_URL'] || env['SIGSTORE_ID_TOKEN']
      ? []
      : ['no CI vouches for this build: GitHub Actions with id-token: write, or GitLab with SIGSTORE_ID_TOKEN']),
  ]
}

/** The registry compares letter by letter, upper and lower case too. */
const isAt = (url: string, repository: string): boolean =>
  url.replace(/^git\+/, '').replace(/\.git$/, '') === `https://github.com/${repository}`
