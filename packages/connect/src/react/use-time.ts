import { useEffect, useReducer } from 'react'

/** The time now, with one more render at `deadline`. Milliseconds since the epoch. */
export const useTime = (now: () => number, deadline: number | undefined): number => {
  const [, render] = useReducer((count: number) => count + 1, 0)
  const time = now()
  useEffect(() => {
    if (deadline === undefined || deadline <= now()) return
    const timer = setTimeout(render, deadline - now() + 5)
    return () => clearTimeout(timer)
  }, [deadline, now])
  return time
}
