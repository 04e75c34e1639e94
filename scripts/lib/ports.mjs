import { connect, createServer } from 'node:net'

/**
 * Whether something listens there already. Asking is not enough (a holder may accept nothing), and binding is not
 * either (macOS lets 127.0.0.1 be bound beside 0.0.0.0), so both are done.
 *
 * @param {number} port
 * @returns {Promise<boolean>}
 */
async function isBusy(port) {
  // A browser that is told "localhost" may ask ::1 first and would find the stranger there.
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => accepts(host, port)))
  return answers.includes(true) || !(await bindable(port))
}

/** @param {string} host @param {number} port @returns {Promise<boolean>} */
export function accepts(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 })
    /** @param {boolean} answer */
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
    socket.on('timeout', () => end(false))
  })
}

/** @param {number} port @returns {Promise<boolean>} */
function bindable(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)))
  })
}

/** A port on loopback that nobody holds now. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/**
 * How a person finds out who holds a port.
 *
 * @param {number} port
 * @param {string} platform
 */
export function holderCommand(port, platform = process.platform) {
  if (platform === 'win32') return `netstat -ano | findstr :${port}`
  if (platform === 'linux') return `ss -ltnp 'sport = :${port}'   (or: lsof -nP -iTCP:${port} -sTCP:LISTEN)`
  return `lsof -nP -iTCP:${port} -sTCP:LISTEN`
}

/**
 * @param {Record<string, number>} wanted name of the server and its port
 * @returns {Promise<string[]>} one line for each that is taken
 */
export async function busyPorts(wanted) {
  const lines = await Promise.all(
    Object.entries(wanted).map(async ([name, port]) =>
      (await isBusy(port))
        ? [
            `Port ${port} is in use, and the ${name} needs it. If that is an earlier npm start, end it with Ctrl-C. ` +
              `To see who holds it: ${holderCommand(port)}`,
          ]
        : [],
    ),
  )
  return lines.flat()
}
