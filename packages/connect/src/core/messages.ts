import type { WindowMessage } from '@hitch/protocol'

/**
 * Listens for the one message between windows; the one place that does. It carries no state: it only says "ask now".
 *
 * @param origin The BFF's; a message from elsewhere is not ours.
 * @param runs What is under way; `popup`: the window it runs in, where known. After a reload it is not.
 */
export const listenForMessages = (
  view: Window,
  signal: AbortSignal,
  origin: string,
  runs: { values: () => Iterable<{ attemptId?: string | undefined; popup?: Window | null }> },
  askNow: () => void,
): void =>
  view.addEventListener(
    'message',
    (event) => {
      const message = event.data as Partial<WindowMessage> | null
      for (const { attemptId, popup } of runs.values()) {
        const fits = attemptId && attemptId === message?.attemptId && (popup ?? event.source) === event.source
        if (fits && event.origin === origin) askNow()
      }
    },
    { signal },
  )
