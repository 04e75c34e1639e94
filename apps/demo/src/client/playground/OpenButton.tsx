/** The host's own button of a dialog. */
export function OpenButton({ ready, onOpen }: { ready: boolean; onOpen: () => void }) {
  return (
    <button type="button" className="button button-primary" disabled={!ready} onClick={onOpen}>
      Connect your farm data
    </button>
  )
}
