import { isProviderId, type ProviderId } from '@hitch/protocol'
import type { Context } from 'hono'
import { z } from 'zod'
import { INVALID_STATUS } from '../leaf/credentials.ts'
import { LEAF_SETTINGS, PROVIDER_SETTINGS } from '../pages/control-settings.ts'
import { readForm, Refused } from '../refused.ts'
import { DEFAULT_SWITCHES, type Switches } from '../switches.ts'
import type { SandboxEnv } from '../world.ts'
import type { SandboxControl } from './control.ts'
import { presetFault } from './fault-presets.ts'

const form = z.record(z.string(), z.string())

/** The buttons of the tester's page. Each comes back to that page. */
export async function submitControl(
  c: Context<SandboxEnv>,
  control: SandboxControl,
  reset: () => void,
): Promise<Response> {
  const fields = readForm(c, form)
  await act(fields, control, reset)
  return c.redirect('/', 303)
}

async function act(fields: Record<string, string>, control: SandboxControl, reset: () => void): Promise<void> {
  switch (fields['action']) {
    case 'turn_invalid':
      await control.setStatus(...connection(fields), INVALID_STATUS)
      return
    case 'turn_valid':
      await control.setStatus(...connection(fields), undefined)
      return
    case 'detach':
      control.detach(...connection(fields))
      return
    case 'switches':
      control.set(readSwitches(fields))
      return
    case 'default_switches':
      control.set(DEFAULT_SWITCHES)
      return
    case 'fault': {
      const fault = presetFault(fields['route'] ?? '', fields['kind'] ?? '', Number(fields['times']))
      if (fault === undefined) throw new Refused(400, 'invalid_request', 'route or kind: unknown')
      control.fault(fault)
      return
    }
    case 'clear_faults':
      control.clearFaults()
      return
    case 'expire_leaf_tokens':
      control.expireLeafTokens()
      return
    case 'reset':
      reset()
      return
    default:
      throw new Refused(400, 'invalid_request', 'action: unknown')
  }
}

function connection(fields: Record<string, string>): [leafUserId: string, provider: ProviderId] {
  const { leafUserId = '', provider = '' } = fields
  if (!isProviderId(provider)) throw new Refused(400, 'invalid_request', 'provider: unknown')
  return [leafUserId, provider]
}

/** A form knows only text; the schema behind `control.set` judges what comes of it. */
function readSwitches(fields: Record<string, string>): Partial<Switches> {
  const switches: Record<string, unknown> = {}
  for (const { name, kind } of [...LEAF_SETTINGS, ...PROVIDER_SETTINGS]) {
    const text = fields[name]
    if (text === undefined) continue
    if (kind === 'words') switches[name] = text.split(',').map((word) => word.trim())
    else switches[name] = kind === 'seconds' || /^\d{3}$/.test(text) ? Number(text) : text
  }
  return switches
}
