/** One small sheet for every page. Ink on paper and the yellow of the tape: none of it is a provider's. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #141815);
  --ground: light-dark(#f4f5f3, #0c0f0d);
  --ink: light-dark(#161c18, #edf1ed);
  --muted: light-dark(#4a4f4c, #aeb2ae);
  --edge: light-dark(#777b78, #808480);
  --line: light-dark(#dddedd, #2b2f2c);
  --hover: light-dark(#f4f5f4, #1d211e);
  --fill: light-dark(#1a211c, #edf1ed);
  --on-fill: light-dark(#ffffff, #141815);
  --fill-hover: light-dark(#363d38, #cfd4d0);
  --critical: light-dark(#b0241c, #ff968b);
  --positive: light-dark(#17693a, #79d19c);
  --caution: light-dark(#875000, #f0b860);
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; min-block-size: 100dvh; background: var(--ground); color: var(--ink);
  font: 400 0.875rem/1.4286 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  -webkit-text-size-adjust: 100%; overflow-wrap: anywhere;
}
h1, h2, p, ul, dl, dd, fieldset, legend { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
ul { list-style: none; }
b { font-weight: 600; }
a { color: inherit; text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }

.tape {
  padding: 0.625rem 1.5rem; color: #1b1600; font-weight: 600; font-size: 0.8125rem; line-height: 1.125rem; text-align: center;
  background: repeating-linear-gradient(-45deg, #f2c230 0 14px, #edb913 14px 28px);
}

/* One column: a card on a wide screen, the whole window in a popup or on a phone. */
.column { max-inline-size: 27.5rem; margin: 3rem auto; padding: 2rem 1.75rem 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: 0.75rem; }
@media (max-width: 34rem) {
  body { background: var(--paper); }
  .column { max-inline-size: none; margin: 0; padding: 1.5rem 1.25rem; border: 0; border-radius: 0; }
  .tape { padding-inline: 1.25rem; text-align: start; }
}
.column, form { display: grid; gap: 1.25rem; }
.column > *, form > * { min-inline-size: 0; }
.heading h1 { font-size: 1.25rem; line-height: 1.4; font-weight: 600; letter-spacing: -0.012em; text-wrap: balance; }
.heading p { margin-block-start: 0.25rem; color: var(--muted); text-wrap: pretty; }
.heading b { color: var(--ink); }
h2, legend { margin-block-end: 0.5rem; font-size: 0.8125rem; line-height: 1.3846; font-weight: 600; }

.rows { border: 1px solid var(--line); border-radius: 0.5rem; overflow: clip; background: var(--paper); }
.rows > * + * { border-block-start: 1px solid var(--line); }
.choice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 0.75rem; align-items: center; padding: 0.625rem 0.875rem; cursor: pointer; }
.choice:hover { background: var(--hover); }
.choice:has(:focus-visible) { outline: 2px solid var(--ink); outline-offset: -2px; border-radius: 0.375rem; }
.choice span { font-weight: 500; }
.choice small { grid-column: 2; font-size: 0.8125rem; line-height: 1.3846; color: var(--muted); }
.choice input { appearance: none; inline-size: 1.125rem; block-size: 1.125rem; margin: 0; border: 1px solid var(--edge); background: var(--paper); cursor: pointer; }
.choice input:focus-visible { outline: none; }
.choice input[type='radio'] { border-radius: 50%; }
.choice input[type='radio']:checked { border: 0.3125rem solid var(--fill); }
.toggle { grid-template-columns: minmax(0, 1fr) auto; }
.toggle small { grid-column: 1; }
.toggle input { grid-column: 2; grid-row: 1 / span 2; inline-size: 2.5rem; block-size: 1.5rem; border-radius: 1rem; position: relative; transition: background 120ms; }
.toggle input::before { content: ''; position: absolute; inset: 0.1875rem auto auto 0.1875rem; inline-size: 1rem; block-size: 1rem; border-radius: 50%; background: var(--edge); transition: translate 120ms; }
.toggle input:checked { background: var(--fill); border-color: var(--fill); }
.toggle input:checked::before { translate: 1rem 0; background: var(--on-fill); }

.ticks li { display: flex; gap: 0.75rem; padding: 0.625rem 0.875rem; }
.ticks li::before { content: ''; flex: none; inline-size: 0.75rem; block-size: 0.375rem; margin: 0.3125rem 0.1875rem 0; border: solid var(--ink); border-width: 0 0 1.5px 1.5px; rotate: -45deg; }

.outcomes > summary { display: flex; align-items: center; gap: 0.5rem; inline-size: fit-content; padding-block: 0.25rem; color: var(--muted); font-weight: 500; cursor: pointer; list-style: none; }
.outcomes > summary::-webkit-details-marker { display: none; }
.outcomes > summary::before { content: ''; inline-size: 0.4375rem; block-size: 0.4375rem; margin-inline: 0.125rem; border: solid currentColor; border-width: 1.5px 1.5px 0 0; rotate: 45deg; transition: rotate 120ms; }
.outcomes[open] > summary::before { rotate: 135deg; }
.outcomes > summary:hover { color: var(--ink); }
.outcomes em { display: none; padding: 0 0.375rem; border-radius: 0.25rem; background: #f2c230; color: #1b1600; font: 600 0.8125rem/1.25rem system-ui, sans-serif; font-family: inherit; }
.outcomes:has(input:checked:not([data-usual])) em { display: inline; }
.outcomes fieldset { margin-block-start: 0.75rem; }

.actions { display: grid; gap: 0.5rem; }
button {
  min-block-size: 3rem; padding: 0.625rem 1rem; border: 1px solid var(--edge); border-radius: 0.5rem; background: var(--paper); color: var(--ink);
  font: inherit; font-size: 1rem; line-height: 1.5; font-weight: 600; cursor: pointer;
}
button:hover { background: var(--hover); }
button.primary { border-color: var(--fill); background: var(--fill); color: var(--on-fill); }
button.primary:hover { border-color: var(--fill-hover); background: var(--fill-hover); }

.pairs { display: grid; gap: 0.375rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); font-size: 0.8125rem; line-height: 1.3846; }
.pairs div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
.pairs dt { color: var(--muted); }
.reason { padding: 0.75rem 0.875rem; border-radius: 0.5rem; background: var(--hover); font: 0.8125rem/1.4 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
.aside { color: var(--muted); }

.spinner { inline-size: 1.75rem; block-size: 1.75rem; border: 2.5px solid var(--line); border-block-start-color: var(--ink); border-radius: 50%; animation: turn 900ms linear infinite; }
@keyframes turn { to { rotate: 1turn; } }
@media (prefers-reduced-motion: reduce) { *, *::before { animation-duration: 4s !important; transition: none !important; } }
@media (forced-colors: active) { .choice input { appearance: auto; } .toggle input::before { display: none; } }
`
