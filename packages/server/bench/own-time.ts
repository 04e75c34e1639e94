import type { Observer } from './grower.ts'

/** The server's own time for each answer that tells it by `Server-Timing`: its whole time less that in which it waited for upstreams. */
export const watchOwnTime = (): Observer & { readonly own: readonly number[] } => {
  const own: number[] = []
  return {
    own,
    answered(_, { header }) {
      const [, total, upstream] = /total;dur=([\d.]+), upstream;dur=([\d.]+)/.exec(header('server-timing') ?? '') ?? []
      if (total !== undefined) own.push(Number(total) - Number(upstream))
    },
  }
}

/** Pages tell no `Server-Timing`. What the server's own histogram says of them, waiting for upstreams included. */
const PAGES = [
  { method: 'POST', route: '/start' },
  { method: 'GET', route: '/callback/{provider}' },
]

/** Which part of the pages took at most 100 ms, 0 to 1, by all instances' metrics. @throws {Error} when there were none */
export const quickPages = async (operatorUrls: readonly string[]): Promise<number> => {
  let [quick, all] = [0, 0]
  for (const url of operatorUrls) {
    const text = await (await fetch(`${url}/metrics`)).text()
    const lines = text.split('\n').filter((line) => line.startsWith('hitch_request_seconds_'))
    for (const { method, route } of PAGES) {
      const ofPage = lines.filter((line) => line.includes(`method="${method}"`) && line.includes(`route="${route}"`))
      const sum = (which: (line: string) => boolean): number =>
        ofPage.filter(which).reduce((total, line) => total + Number(line.split(' ').at(-1)), 0)
      quick += sum((line) => line.includes('le="0.1"'))
      all += sum((line) => line.startsWith('hitch_request_seconds_count'))
    }
  }
  if (all === 0) throw new Error('the metrics tell of no pages')
  return quick / all
}
