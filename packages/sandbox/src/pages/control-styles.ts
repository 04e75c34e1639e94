/** The tester's page, on top of the sheet that all pages share. */
export const CONTROL_STYLES = `
.board { max-inline-size: 76rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
.panels, .panels > div { display: grid; gap: 1.5rem; align-content: start; min-inline-size: 0; }
.board > .heading { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: end; justify-content: space-between; }
.panels { margin-block-start: 1.5rem; }
@media (max-width: 59.99rem) { .panels > div { display: contents; } .panels .last { order: 1; } }
@media (min-width: 60rem) { .panels { grid-template-columns: minmax(0, 1fr) 26rem; } }
.panel { display: grid; gap: 1rem; padding: 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: 0.75rem; min-inline-size: 0; }
.panel > * { min-inline-size: 0; }
.panel h2 { margin: 0; font-size: 1rem; line-height: 1.5; }
.panel h2 small { margin-inline-start: 0.25rem; font-size: 0.8125rem; font-weight: 400; color: var(--muted); }
.panel h3 { margin: 0; font-size: 0.8125rem; line-height: 1.3846; font-weight: 600; }
.panel form { gap: 0.75rem; }
.panel button { min-block-size: 2.25rem; padding: 0.375rem 0.75rem; font-size: 0.875rem; line-height: 1.4286; }
.empty, .note, .id { color: var(--muted); }
.id { font-size: 0.8125rem; }
article { display: grid; gap: 0.125rem; }
article .rows { margin-block-start: 0.5rem; }
.account { display: flex; flex-wrap: wrap; gap: 0.625rem 1rem; align-items: center; justify-content: space-between; padding: 0.75rem 0.875rem; }
.account > div:first-child { flex: 1 1 14rem; min-inline-size: 0; }
.account small { display: block; font-size: 0.8125rem; line-height: 1.3846; color: var(--muted); }
.word { margin-inline-start: 0.25rem; padding: 0.0625rem 0.375rem; border-radius: 0.25rem; background: var(--hover); color: var(--positive); font-size: 0.8125rem; font-weight: 500; }
.word[data-bad] { color: var(--critical); }
.tools { display: flex; flex-wrap: wrap; gap: 0.5rem; }

.settings label { display: grid; grid-template-columns: minmax(0, 1fr) 12rem; gap: 0.25rem 1rem; align-items: center; }
.settings h3:not(:first-of-type) { margin-block-start: 0.5rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
.settings > button, .settings > .tools { justify-self: end; }
.settings button { min-inline-size: 6rem; }
.settings.fault label { grid-template-columns: 7rem minmax(0, 1fr); }
.panel > form:not(.settings) { justify-self: start; }
.settings label span { color: var(--muted); }
select, .settings input {
  inline-size: 100%; min-inline-size: 0; min-block-size: 2.25rem; padding: 0.25rem 0.625rem; border: 1px solid var(--edge); border-radius: 0.5rem;
  background: var(--paper); color: var(--ink); font: inherit;
}
@media (max-width: 27rem) { .settings label, .settings.fault label { grid-template-columns: minmax(0, 1fr); } }
.faults li { padding: 0.5rem 0.875rem; }
.faults b { text-transform: capitalize; }
.faults small { display: block; color: var(--muted); font-size: 0.8125rem; }

.requests { max-block-size: 44rem; overflow: auto; margin: 0; padding: 0; list-style: none; font-size: 0.8125rem; line-height: 1.3846; font-variant-numeric: tabular-nums; }
.requests li { display: grid; grid-template-columns: auto 3.25rem minmax(0, 1fr) auto; gap: 0 0.75rem; align-items: baseline; padding: 0.4375rem 0.875rem; }
.requests time { color: var(--muted); }
.requests i { font-style: normal; font-weight: 500; color: var(--positive); }
.requests i[data-bad] { color: var(--critical); }
.requests em { grid-column: 3; font-style: normal; color: var(--caution); }
@media (max-width: 34rem) {
  .board { padding: 1.5rem 1.25rem 3rem; }
  .panel { padding: 1.25rem 0; border-width: 1px 0 0; border-radius: 0; }
  .requests li { grid-template-columns: 3.25rem minmax(0, 1fr) auto; }
  .requests time { display: none; }
  .requests em { grid-column: 2; }
}
`
