import { ThemeSwitch } from './ThemeSwitch.tsx'

/** The honest line above everything: what this is, and where the other side of it can be steered. */
export function DemoStrip({ sandboxUrl }: { sandboxUrl: string | undefined }) {
  return (
    <aside className="demo-strip" aria-label="About this demo">
      <div className="wide demo-strip-row">
        <p>
          <b>Demo</b>, run against a sandbox: no real account can be reached.{' '}
          {sandboxUrl && (
            <span>
              Steer it at{' '}
              <a href={sandboxUrl} target="_blank" rel="noreferrer">
                {new URL(sandboxUrl).host}
              </a>
            </span>
          )}
        </p>
        <ThemeSwitch />
      </div>
    </aside>
  )
}
