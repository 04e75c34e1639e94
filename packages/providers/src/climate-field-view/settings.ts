import { z } from 'zod'
import { setting } from '../framework/settings.ts'
import { scopesSetting } from './scopes.ts'

const AUTHORIZATION_MODES = ['leaf', 'helper', 'direct'] as const

export const settings = z.object({
  CLIMATE_FIELDVIEW_CLIENT_ID: setting.basicName,
  CLIMATE_FIELDVIEW_CLIENT_SECRET: setting.text,
  CLIMATE_FIELDVIEW_API_KEY: setting.text,
  CLIMATE_FIELDVIEW_SCOPES: scopesSetting,
  CLIMATE_FIELDVIEW_AUTHORIZATION: z
    .enum(AUTHORIZATION_MODES, { error: `must be ${AUTHORIZATION_MODES.join(', ')}` })
    .default('leaf'),
  CLIMATE_FIELDVIEW_HELPER_URL: setting.baseUrl.default('https://cfv-oauth2-helper.withleaf.io'),
  CLIMATE_FIELDVIEW_AUTHORIZE_URL: setting.url.default('https://climate.com/static/app-login/index.html'),
  CLIMATE_FIELDVIEW_TOKEN_URL: setting.url.default('https://api.climate.com/api/oauth/token'),
})

export type FieldViewSettings = z.output<typeof settings>
