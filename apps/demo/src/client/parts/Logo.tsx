/** An ear of grain on a field. Decoration: the name stands beside it. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="logo-ground" />
      <path d="M16 26V9" className="logo-stem" />
      <path
        className="logo-grain"
        d="M16 12c0-3 2-5 5-6 0 4-2 6-5 6Zm0 0c0-3-2-5-5-6 0 4 2 6 5 6Zm0 6c0-3 2-5 5-6 0 4-2 6-5 6Zm0 0c0-3-2-5-5-6 0 4 2 6 5 6Zm0 6c0-3 2-5 5-6 0 4-2 6-5 6Zm0 0c0-3-2-5-5-6 0 4 2 6 5 6Z"
      />
    </svg>
  )
}
