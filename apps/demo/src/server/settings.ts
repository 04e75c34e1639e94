import { z } from 'zod'

export interface Settings {
  port: number
  host: string
  /** This site as browsers reach it. A constant of the configuration: never read from a request. */
  origin: string
  /** The BFF, for the widget and for this backend. */
  hitchUrl: string
  secretKey: string
  /** By which the BFF signs its webhooks; without it none are listened to. */
  webhookSecret: string | undefined
  /** Only shown, in the strip above the pages. */
  sandboxUrl: string
}

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an address such as http://localhost:4310' })
  .transform((url) => new URL(url).origin)

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .pipe(z.number().min(1, 'must be a port number').max(65_535, 'must be a port number'))
    .default(4300),
  HOST: z.string().min(1).default('127.0.0.1'),
  DEMO_ORIGIN: origin.optional(),
  HITCH_URL: origin.default('http://localhost:4310'),
  HITCH_SECRET_KEY: z
    .string({ error: 'is missing: the key that the BFF knows (after npm start it stands in .hitch/dev.env)' })
    .regex(/^[^:,]{32,}$/, 'must be one key of at least 32 characters, without a colon or a comma'),
  HITCH_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+=*$/, 'must be the one that the BFF has, whsec_…')
    .optional(),
  SANDBOX_URL: origin.default('http://localhost:4320'),
})

/**
 * The demo's settings from its environment. The BFF may have several keys, each with a name and a scope; a host has one.
 *
 * @throws {Error} one line that names every variable which is missing or malformed, and never its value
 */
export const readSettings = (variables: Record<string, string | undefined>): Settings => {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const { success, data, error } = environment.safeParse(given)
  if (!success) {
    const lines = error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new Error(`The demo cannot start: ${lines.join('; ')}.`)
  }
  return {
    port: data.PORT,
    host: data.HOST,
    origin: data.DEMO_ORIGIN ?? `http://localhost:${data.PORT}`,
    hitchUrl: data.HITCH_URL,
    secretKey: data.HITCH_SECRET_KEY,
    webhookSecret: data.HITCH_WEBHOOK_SECRET,
    sandboxUrl: data.SANDBOX_URL,
  }
}
