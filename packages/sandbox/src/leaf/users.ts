import { PROVIDER_IDS } from '@hitch/protocol'
import { z } from 'zod'
import { readJson, readQuery, Refused } from '../refused.ts'
import { type Handler, parameter } from '../routing.ts'
import { credentialKey, type LeafUser } from '../state.ts'
import { randomUuid } from '../tools.ts'
import type { World } from '../world.ts'
import { page, paging } from './paging.ts'

const newUser = z.strictObject({
  name: z.string().min(1),
  email: z.string().min(1),
  phone: z.string(),
  address: z.string(),
  externalId: z.string().min(1).optional(),
})

const attached = z.looseObject({ id: z.string() }).optional()

/** A PUT may name the credentials to keep. Leaf detaches those that it does not name. */
const changedUser = newUser.extend({
  id: z.string().optional(),
  johnDeereCredentials: attached,
  cnhiFieldOpsCredentials: attached,
  cnhiCredentials: attached,
  climateFieldViewCredentials: attached,
})

const CREDENTIALS_IN_USER = {
  JohnDeere: 'johnDeereCredentials',
  CNHIFieldOps: 'cnhiFieldOpsCredentials',
  CNHI: 'cnhiCredentials',
  ClimateFieldView: 'climateFieldViewCredentials',
} as const

export function findUser(world: World, id: string): LeafUser {
  const user = world.state.users.get(id)
  if (user === undefined) throw new Refused(404, 'usernotfound', 'Leaf user not found')
  return user
}

/** GET /users: those with this externalId. Without one it lists everybody, as an API of this kind does. */
export function listUsers(world: World): Handler {
  const query = z.strictObject({ externalId: z.string().optional(), ...paging })
  return (c) => {
    const { externalId, ...wanted } = readQuery(c, query)
    return c.json(page(search(world, externalId ?? ''), wanted))
  }
}

function search({ state: { users, switches } }: World, externalId: string): LeafUser[] {
  if (externalId === '') return [...users.values()]
  return switches.externalIdSearch === 'substring'
    ? [...users.values()].filter((user) => user.externalId?.includes(externalId))
    : users.named(externalId)
}

export function createUser(world: World): Handler {
  return (c) => {
    const { externalId, ...fields } = readJson(c, newUser)
    const user: LeafUser = {
      id: randomUuid(world.tools),
      ...fields,
      ...(externalId === undefined ? {} : { externalId }),
    }
    world.state.users.set(user.id, user)
    return c.json(user, 201)
  }
}

export function getUser(world: World): Handler {
  return (c) => c.json(findUser(world, parameter(c, 'leafUserId')))
}

/** PUT /users/{id}: the trap. A credential that the body leaves out is detached. */
export function changeUser(world: World): Handler {
  return (c) => {
    const { id } = findUser(world, parameter(c, 'leafUserId'))
    const body = readJson(c, changedUser)
    for (const provider of PROVIDER_IDS) {
      const key = credentialKey(id, provider)
      if (body[CREDENTIALS_IN_USER[provider]]?.id !== world.state.credentials.get(key)?.id)
        world.state.credentials.delete(key)
    }
    const { name, email, phone, address, externalId } = body
    const user: LeafUser = { id, name, email, phone, address, ...(externalId === undefined ? {} : { externalId }) }
    world.state.users.set(id, user)
    return c.json(user)
  }
}

export function deleteUser(world: World): Handler {
  return (c) => {
    const { id } = findUser(world, parameter(c, 'leafUserId'))
    world.state.users.delete(id)
    for (const provider of PROVIDER_IDS) world.state.credentials.delete(credentialKey(id, provider))
    return c.body(null, 204)
  }
}
