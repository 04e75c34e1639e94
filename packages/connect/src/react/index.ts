'use client'

export { Connect } from './Connect.tsx'
export type { ClassNames } from './class-names.ts'
export type { AppearanceVariables, ConnectMeta, ConnectProps, ExitMeta } from './connect-props.ts'
export type { ConnectErrorShape, ConnectEvent, ConnectEventName } from '../core/types.ts'
export type { Connection, ProviderId } from '@hitch/protocol'
export type { Messages, PluralForms } from '../messages/text.ts'
