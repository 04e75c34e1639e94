import type { SharedData } from '@hitch/protocol'
import { z } from 'zod'

/** What Leaf needs for reading, and what its URL asks for when no scope is named (seed document 003, "Before you start"). */
export const READ_SCOPES = [
  'asHarvested:read',
  'asPlanted:read',
  'asApplied:read',
  'fields:read',
  'resourceOwners:read',
  'farmOrganizations:read',
] as const

/** What a grower must be told when an operator asks for more (UX section 5, consent pane). */
const WRITES: Readonly<Record<string, SharedData>> = {
  'fields:write': 'fields_write',
  'rx:write': 'prescriptions_write',
  'soil:write': 'soil_write',
  'imagery:write': 'imagery_write',
}

/** Scopes separated by blanks; scope-token of RFC 6749 section 3.3. `null`: the operator names none. */
export const scopesSetting = z
  .string()
  .transform((text) => [...new Set(text.split(/\s+/))])
  .refine((scopes) => scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)), {
    error: 'must be scopes separated by blanks, such as "fields:read asPlanted:read"',
  })
  .nullable()
  .default(null)

export const sharedBy = (scopes: readonly string[]): SharedData[] => [
  'fields',
  'operations',
  'files',
  ...scopes.flatMap((scope) => WRITES[scope] ?? []),
]
