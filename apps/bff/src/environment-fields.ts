import {
  allowedOriginFault,
  isWebhookSecret,
  isWebhookUrl,
  publicUrlFault,
  WEBHOOK_SECRET_FAULT,
  WEBHOOK_URL_FAULT,
  type SecretKey,
} from '@hitch/server'
import { trustProxies } from '@hitch/server/node'
import { isSafeUrl } from '@hitch/providers'
import { z } from 'zod'

/** Kinds of variables. Their messages go on from the variable's name, and never quote its value: it may be a secret. */

export const text = z.string({ error: 'is missing' })

/** Separated by commas; blanks around do not count. */
const list = text.transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

export const port = text
  .regex(/^\d{1,5}$/, { error: 'must be a port number' })
  .transform(Number)
  .refine((value) => value <= 65_535, { error: 'must be a port number' })

/** A port of loopback, or `address:port`; an IPv6 address in brackets. */
export const listenAddress = text
  .regex(/^(?:(?:[\w.-]+|\[[0-9a-f:]+\]):)?\d{1,5}$/i, { error: 'must be a port number, or address:port' })
  .transform((value) => {
    const [, hostname = '127.0.0.1', number] = /^(?:\[?(.+?)\]?:)?(\d+)$/.exec(value) ?? []
    return { hostname, port: Number(number) }
  })
  .refine(({ port: number }) => number <= 65_535, { error: 'must be a port number, or address:port' })

/** A hundred years at most: longer ones the database cannot count. */
export const days = text
  .regex(/^\d{1,5}$/, { error: 'must be a number of days from 1 to 36500' })
  .transform(Number)
  .refine((value) => value >= 1 && value <= 36_500, { error: 'must be a number of days from 1 to 36500' })

/** Longer than any load balancer takes to notice, and less than what waits for us to end waits. */
export const drainSeconds = text
  .regex(/^\d{1,3}$/, { error: 'must be a number of seconds from 0 to 300' })
  .transform(Number)
  .refine((value) => value <= 300, { error: 'must be a number of seconds from 0 to 300' })

export const publicUrl = text.superRefine((value, context) => addFault(context, publicUrlFault(value)))

/** A collector is often beside the BFF, by plain http; what it is sent holds no secret. */
export const collectorUrl = text.refine(
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !/[?#@]/.test(value),
  { error: 'must be a URL such as http://collector:4318' },
)

/** A base to which a path is appended. */
export const baseUrl = text
  .refine((value) => URL.canParse(value) && isSafeUrl(new URL(value)) && !/[?#@]/.test(value), {
    error: 'must be an https URL (http only on loopback)',
  })
  .transform((value) => value.replace(/\/+$/, ''))

export const logoUrl = text.refine((value) => URL.canParse(value) && isSafeUrl(new URL(value)), {
  error: 'must be an https URL (http only on loopback)',
})

export const databaseUrl = text.refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), {
  error: 'must be a URL such as postgres://user@host/database',
})

export const origins = (ownUrl: string) =>
  list.superRefine((values, context) => {
    if (values.length === 0) addFault(context, 'is missing')
    for (const origin of values) addFault(context, namedFault(origin, ownUrl))
  })

export const encryptionKeys = list.transform((values, context): Uint8Array[] => {
  const keys = values.map((value) => Buffer.from(value, 'base64url'))
  const fits = (key: Buffer, index: number): boolean => key.length === 32 && key.toString('base64url') === values[index]
  if (values.length === 0) addFault(context, 'is missing')
  if (!keys.every(fits)) addFault(context, 'must be keys of 32 bytes as base64url, separated by commas')
  return keys
})

/** `key`, or `name:key:origin origin…`, which makes sessions for those origins alone. */
export const secretKeys = (ownUrl: string) =>
  list.transform((values, context): SecretKey[] => {
    if (values.length === 0) addFault(context, 'is missing')
    const keys = values.map((value, index) => readSecretKey(value, index))
    if (keys.some(({ key }) => key.length < 32)) addFault(context, 'must have at least 32 characters in each key')
    if (keys.some(({ key }) => !/^[\x21-\x7e]*$/.test(key))) addFault(context, 'must hold no blanks within a key')
    if (keys.some(({ origins }) => origins?.length === 0))
      addFault(context, 'must be a key, or name:key:origin with at least one origin')
    for (const { origins } of keys) for (const origin of origins ?? []) addFault(context, namedFault(origin, ownUrl))
    return keys
  })

const readSecretKey = (value: string, index: number): SecretKey => {
  const parts = /^([^:]*):([^:]*)(?::(.*))?$/.exec(value)
  if (parts === null) return { name: `key ${index + 1}`, key: value }
  const [, name = '', key = '', origins = ''] = parts
  return { name, key, origins: origins.split(/\s+/).filter((origin) => origin !== '') }
}

export const proxies = list.superRefine((values, context) => {
  try {
    trustProxies(values)
  } catch {
    addFault(context, 'must be addresses or networks such as 10.0.0.0/8, separated by commas')
  }
})

export const webhookUrl = text.refine(isWebhookUrl, { error: WEBHOOK_URL_FAULT })

export const webhookSecret = text.refine(isWebhookSecret, { error: WEBHOOK_SECRET_FAULT })

/** Whoever guesses it may have Leaf asked about credentials, as often as he likes. */
export const alertsSecret = text.regex(/^[\x21-\x7e]{16,}$/, {
  error: 'must have at least 16 characters, without blanks',
})

export const hostNames = list.refine(
  (values) => values.every((value) => /^[a-z0-9*.-]+$|^\[[0-9a-f:]+\]$/i.test(value)),
  {
    error: 'must be host names without port, separated by commas',
  },
)

/** An origin is no secret, and a list of many is searched sooner when the one at fault is named. */
const namedFault = (origin: string, ownUrl: string): string | null => {
  const fault = allowedOriginFault(origin, ownUrl)
  return fault === null ? null : `has an origin that ${fault}`
}

const addFault = (context: z.core.$RefinementCtx, fault: string | null): void => {
  if (fault !== null) context.addIssue({ code: 'custom', message: fault })
}
