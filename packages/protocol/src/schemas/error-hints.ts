import type { ErrorCode } from '../errors.ts'

/** What the operator reads in the log beside a code: what to look at. Never sent to a browser. */
export const ERROR_HINTS: Record<ErrorCode, string> = {
  invalid_request: 'A caller sent something that the schema of this route refuses; the detail names the field.',
  session_invalid:
    'The host page presents no session token, or one that this BFF never made. Compare HITCH_SECRET_KEY and the BFF address of the host backend.',
  session_expired: 'The session is over. fetchSession of the host page must make a new one on each call.',
  secret_key_invalid: 'The host backend presents no key of HITCH_SECRET_KEY.',
  origin_not_allowed:
    'The origin is not in HITCH_ALLOWED_ORIGINS, not within the key’s scope, or not the one the session was made for.',
  attempt_not_yours: 'The grower came back in another browser or profile than the one that started.',
  state_mismatch:
    'A callback came with a state that is unknown, used, or of another provider. Once in a while it is a reload; often it is somebody trying.',
  ticket_invalid: 'POST /start came with a ticket that is unknown, used or older than 10 minutes.',
  not_allowed: 'The session’s `can` lacks this permission.',
  not_found: 'No such thing for this caller.',
  leaf_user_not_found: 'Leaf answers 404 for this Leaf user. Was it deleted, or made in another Leaf account?',
  provider_not_configured: 'The provider’s settings are missing, or the session’s `providers` leaves it out.',
  conflict: 'The request contradicts what stands; the detail says what.',
  link_expired: 'The connect link has run out.',
  link_used: 'The connect link was already used.',
  link_revoked: 'The connect link was revoked.',
  payload_too_large: 'A body over the limit was refused unread.',
  unsupported_media_type:
    'The body’s content type is not the one of this route. For POST /start: the ticket must be a file part.',
  rate_limited:
    'Too many requests of one caller within a minute. If all growers seem to come from one address, HITCH_TRUSTED_PROXIES lacks your proxy.',
  internal: 'A fault of Hitch. The log line of this request id has the stack.',
  provider_unavailable:
    'The provider or its OAuth helper answers with an error, or with something that cannot be read.',
  provider_timeout: 'The provider or its OAuth helper did not answer within the deadline.',
  leaf_unavailable: 'Leaf does not answer or answers 5xx. Sealed tokens wait and are attached when it is back.',
  leaf_unauthorized: 'Leaf refuses LEAF_TOKEN, or LEAF_USERNAME and LEAF_PASSWORD.',
  popup_blocked: 'The browser stopped the window. The widget offers a button.',
  blocked_by_host_policy:
    'The host’s Content-Security-Policy stopped the form: add HITCH_PUBLIC_URL to its form-action and connect-src.',
  network_offline: 'The grower’s device is offline.',
  access_denied: 'The grower refused at the provider.',
  attempt_superseded: 'The grower started again elsewhere; the newer attempt goes on.',
  attempt_expired: 'The grower did not come back within 30 minutes.',
  code_rejected:
    'The token endpoint refused the code (invalid_grant). Slow sign-ins do this; if it happens always, compare the redirect URI registered at the provider.',
  exchange_interrupted:
    'The process ended, or the call timed out, between sending the code and storing the answer. A code is never sent twice.',
  environment_mismatch:
    'STAGE and PRODUCTION are mixed: compare the provider’s _ENVIRONMENT setting with where the application is registered.',
  subscription_key_rejected: 'CNH refuses the _SUBSCRIPTION_KEY. FieldOps and AFS Connect have different keys.',
  grower_not_authorized: 'The grower lacks the Farm Manager title in FieldOps, or never signed in to its portal.',
  organizations_not_granted: 'The grower shared no John Deere organization.',
  credential_rejected:
    'Leaf refused the credential (4xx) or says that it is not valid. Compare client id, secret and environment with the provider’s portal.',
}
