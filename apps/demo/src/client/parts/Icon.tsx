/** Line icons on a grid of 16, drawn for this site. */
const PATHS = {
  sun: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7',
  moon: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z',
  device: 'M2 3.5h12v7.5H2zM6 13.5h4',
  report: 'M3.5 1.5h6l3 3v10h-9zM6 11V9M8 11V6.5M10 11V8',
  leaf: 'M13.5 2.5c-6 0-10 2.5-10 7 0 2.4 1.6 4 4 4 4.5 0 6-5 6-11ZM2.5 14.5c1-3 3-5 6-6.5',
  scale: 'M8 2v12M4.5 14h7M2.5 4.5h11M2.5 4.5 1 9.5h4l-1.5-5M13.5 4.5 12 9.5h4',
  tick: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 4.8V8l2.2 1.5',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  up: 'M8 13V3M4 7l4-4 4 4',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  lock: 'M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
} as const
export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
