import { useInsertionEffect, useRef, type RefObject } from 'react'

/** Always the value of the latest render, for callbacks that are handed over once. Written before any other effect. */
export const useLatest = <Value>(value: Value): RefObject<Value> => {
  const latest = useRef(value)
  useInsertionEffect(() => {
    latest.current = value
  })
  return latest
}
