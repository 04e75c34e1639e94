/**
 * What every site has already, and each has its own way: settings, a login, and a place to note things. The examples leave
 * it here, so that what they show is Hitch's part alone.
 */

const setting = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

/** Address of the BFF. */
export const HITCH_URL = setting('HITCH_URL')
export const HITCH_SECRET_KEY = setting('HITCH_SECRET_KEY')
export const HITCH_WEBHOOK_SECRET = setting('HITCH_WEBHOOK_SECRET')
/** Of the pages that embed the widget: a constant, and never what a request says. */
export const ORIGIN = setting('ORIGIN')
export const PORT = Number(process.env['PORT'] ?? 3000)

export interface Farm {
  readonly id: string
  readonly name: string
  /** Known once a session was made. */
  leafUserId?: string
  /** The providers of which a webhook has told that they are connected. */
  readonly connected: Set<string>
}

const farms: readonly Farm[] = [{ id: 'NG-10427', name: 'North Ridge Farm', connected: new Set() }]

/** The farm that is signed in. Your login's cookie is signed, HttpOnly and SameSite; this one stands for it. */
export const signedInFarm = (cookie: string | null | undefined): Farm | undefined =>
  farms.find(({ id }) => cookie?.split('; ').includes(`farm=${id}`))

export const farmOf = (leafUserId: string): Farm | undefined => farms.find((farm) => farm.leafUserId === leafUserId)
