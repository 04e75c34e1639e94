import { z } from 'zod'
import { serveSandbox } from './node.ts'

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4320),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The origin at which browsers call it; `http://localhost:{PORT}` if absent. */
  SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
})

const parsed = settings.safeParse(process.env)
if (!parsed.success) {
  console.error(
    `The sandbox cannot start: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
  )
  process.exit(1)
}
const { PORT: port, HOST: host, SANDBOX_URL: publicUrl } = parsed.data

try {
  const { url, close } = await serveSandbox({
    port,
    host,
    ...(publicUrl === undefined ? {} : { publicUrl: () => publicUrl }),
  })
  const stop = () => void close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  // Last, since whoever reads this line may already end the program.
  console.log(`Sandbox: ${url}`)
} catch (error) {
  const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  console.error(
    busy
      ? `The sandbox cannot start: port ${port} on ${host} is taken by another program. Stop that program, or set PORT to a free one.`
      : `The sandbox cannot start: ${String(error)}`,
  )
  process.exit(1)
}
