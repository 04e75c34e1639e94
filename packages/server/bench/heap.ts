import { once } from 'node:events'

/** A port for an inspector: to be put into NODE_OPTIONS before the process is started. */
export const inspectAt = (port: number): Record<string, string> => ({ NODE_OPTIONS: `--inspect=127.0.0.1:${port}` })

/**
 * What a process keeps on its heap once all has gone that nobody needs: by its inspector, so that it runs as it does
 * without. @returns bytes
 */
export const heapAfterCollection = async (port: number): Promise<number> => {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string
  }[]
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '')
  await once(socket, 'open')
  let asked = 0
  const ask = async <T>(method: string): Promise<T> => {
    asked += 1
    const id = asked
    socket.send(JSON.stringify({ id, method }))
    for (;;) {
      const [event] = (await once(socket, 'message')) as [{ data: string }]
      const message = JSON.parse(event.data) as { id?: number; result: T }
      if (message.id === id) return message.result
    }
  }
  await ask('HeapProfiler.collectGarbage')
  const { usedSize } = await ask<{ usedSize: number }>('Runtime.getHeapUsage')
  socket.close()
  return usedSize
}
