import { html } from 'hono/html'
import { FAULT_KINDS, FAULT_ROUTES } from '../control/fault-presets.ts'
import { type ConnectedAccount, takeSnapshot, type Snapshot } from '../control/snapshot.ts'
import type { Fault } from '../faults.ts'
import { PROVIDER_FACTS } from '../provider-facts.ts'
import type { RecordedRequest } from '../recorded-request.ts'
import type { Switches } from '../switches.ts'
import type { World } from '../world.ts'
import { LEAF_SETTINGS, PROVIDER_SETTINGS, type Setting } from './control-settings.ts'
import { type Html, layout } from './layout.ts'

const SHOWN_REQUESTS = 40

/** The tester's page: what is connected, what goes wrong, and what came in. It shows no secret. */
export function controlPage(world: World): Html {
  const { switches, faults, users } = takeSnapshot(world)
  return layout(
    'Sandbox',
    'Sandbox. It stands in for Leaf and four providers. Nothing here is real.',
    html`<main class="board">
      <header class="heading">
        <div>
          <h1>Sandbox</h1>
          <p>See what is connected, decide what goes wrong, and read what came in.</p>
        </div>
        <a href="/">Look again</a>
      </header>
      <div class="panels">
        <div>${connectedPanel(users)}${requestsPanel(world.state.requests)}</div>
        <div>${faultsPanel(faults)}${switchesPanel(switches)}${wholePanel()}</div>
      </div>
    </main>`,
  )
}

function button(action: string, label: string, fields: Record<string, string> = {}): Html {
  return html`<form method="post" action="/control/form">
    <input type="hidden" name="action" value="${action}" />${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}<button type="submit">${label}</button>
  </form>`
}

function connectedPanel(users: Snapshot['users']): Html {
  const connected = users.filter((user) => user.connected.length > 0)
  const waiting = users.length - connected.length
  return html`<section class="panel">
    <h2>Connected accounts</h2>
    ${connected.length === 0 ? html`<p class="empty">Nothing is connected. Connect an account in the widget, and it shows here.</p>` : ''}
    ${connected.map(
      (user) =>
        html`<article>
          <h3>${user.name}</h3>
          <p class="id">${user.externalId ?? user.id}</p>
          <ul class="rows">
            ${user.connected.map((account) => accountRow(user.id, account))}
          </ul>
        </article>`,
    )}
    ${waiting === 0 ? '' : html`<p class="note">${waiting} Leaf ${waiting === 1 ? 'user has' : 'users have'} nothing connected.</p>`}
  </section>`
}

function accountRow(leafUserId: string, account: ConnectedAccount): Html {
  const { provider, status, farm, organizations, arrived } = account
  const invalid = status === 'invalid'
  const counts = [`${arrived.fields} fields`, `${arrived.files} files`, `${arrived.operations} operations`]
  if (organizations !== undefined)
    counts.unshift(organizations === 1 ? '1 organization' : `${organizations} organizations`)
  const of = { leafUserId, provider }
  return html`<li class="account">
    <div>
      <b>${PROVIDER_FACTS[provider].label}</b> <span class="word" ${invalid ? html` data-bad` : ''}>${status}</span>
      <small>${farm ?? 'Account unknown'} · ${counts.join(', ')}</small>
    </div>
    <div class="tools">
      ${invalid ? button('turn_valid', 'Make valid', of) : button('turn_invalid', 'Turn invalid', of)}${button('detach', 'Delete', of)}
    </div>
  </li>`
}

function faultsPanel(faults: readonly Fault[]): Html {
  return html`<section class="panel">
    <h2>Let something go wrong</h2>
    <form method="post" action="/control/form" class="settings fault">
      <input type="hidden" name="action" value="fault" />
      <label
        ><span>Where</span
        ><select name="route">
          ${FAULT_ROUTES.map(({ id, label }) => html`<option value="${id}">${label}</option>`)}
        </select></label
      >
      <label
        ><span>What</span
        ><select name="kind">
          ${FAULT_KINDS.map(({ id, label }) => html`<option value="${id}">${label}</option>`)}
        </select></label
      >
      <label><span>Times</span><input type="number" name="times" value="1" min="1" max="999" required /></label>
      <button type="submit">Add</button>
    </form>
    ${
      faults.length === 0
        ? ''
        : html`<ul class="rows faults">
              ${faults.map(
                (fault) =>
                  html`<li>
                    <b>${describe(fault)}</b>${fault.after ? ' after the work is done' : ''}
                    <small
                      >${fault.method ?? 'Any method'} ${shortPath(fault.path)} ·
                      ${fault.times === 'always' ? 'always' : `${fault.times} left`}</small
                    >
                  </li>`,
              )}
            </ul>
            ${button('clear_faults', 'Remove all')}`
    }
  </section>`
}

function switchesPanel(switches: Switches): Html {
  const rows = (settings: readonly Setting[]) => settings.map((setting) => settingRow(setting, switches))
  return html`<section class="panel">
    <h2>Switches</h2>
    <form method="post" action="/control/form" class="settings">
      <h3>What Leaf leaves open</h3>
      ${rows(LEAF_SETTINGS)}
      <h3>Providers’ pages</h3>
      ${rows(PROVIDER_SETTINGS)}
      <div class="tools">
        <button type="submit" name="action" value="default_switches" formnovalidate>Put all back</button
        ><button type="submit" name="action" value="switches" class="primary">Apply</button>
      </div>
    </form>
  </section>`
}

function settingRow({ name, label, options, kind }: Setting, switches: Switches): Html {
  const value = String(switches[name])
  if (options !== undefined) {
    return html`<label
      ><span>${label}</span
      ><select name="${name}">
        ${options.map(
          ([option, text]) =>
            html`<option value="${option}" ${option === value ? html` selected` : ''}>${text}</option>`,
        )}
      </select></label
    >`
  }
  const type =
    kind === 'seconds' ? html`type="number" min="0" max="86400" step="any" required` : html`type="text" required`
  return html`<label
    ><span>${label}</span><input ${type} name="${name}" value="${value.replaceAll(',', ', ')}"
  /></label>`
}

function wholePanel(): Html {
  return html`<section class="panel">
    <h2>The whole sandbox</h2>
    <div class="tools">
      ${button('expire_leaf_tokens', 'Expire Leaf’s tokens')}${button('reset', 'Forget everything')}
    </div>
  </section>`
}

function requestsPanel(requests: readonly RecordedRequest[]): Html {
  const last = requests.slice(-SHOWN_REQUESTS).toReversed()
  return html`<section class="panel last">
    <h2>Requests <small>${requests.length === 0 ? '' : `the last ${last.length} of ${requests.length}`}</small></h2>
    ${
      last.length === 0
        ? html`<p class="empty">None yet.</p>`
        : html`<ol class="rows requests" tabindex="0" aria-label="Requests">
            ${last.map(
              ({ at, method, path, status, fault }) =>
                html`<li><time>${new Date(at).toISOString().slice(11, 19)}</time><b>${method}</b><span title="${path}">${shortPath(path)}</span><i${status === undefined || status >= 400 ? html` data-bad` : ''}>${status ?? 'none'}</i>${fault === undefined ? '' : html`<em>${fault.replace('_', ' ')}</em>`}</li>`,
            )}
          </ol>`
    }
  </section>`
}

function describe(fault: Fault): string {
  if (fault.kind === 'status') return `Status ${fault.status}`
  return fault.kind === 'delay' ? `Delay of ${fault.delayMs} ms` : fault.kind.replace('_', ' ')
}

/** Leaf's paths are long, and only their ends differ. The whole path is the row's tooltip. */
function shortPath(path: string): string {
  return path.replace('/services/usermanagement/api', '').replace(/([0-9a-f]{8})-[0-9a-f-]{27}/, '$1…')
}
