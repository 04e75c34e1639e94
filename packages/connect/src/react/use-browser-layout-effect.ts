import { useEffect, useLayoutEffect } from 'react'

/** A layout effect in a server render makes React 18 warn: there is no layout. */
export const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect
