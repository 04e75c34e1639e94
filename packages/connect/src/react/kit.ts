import { Button } from './Button.tsx'
import type { Classes } from './class-names.ts'
import { Icon } from './Icon.tsx'
import { Mark } from './Mark.tsx'
import type { Texts } from '../messages/text.ts'
import { Said } from './Said.tsx'
import { useServerData } from './use-server-data.ts'

/** What the lazy parts share with the widget, handed to them: see use-parts.ts. */
export const kit = { Button, Icon, Mark, Said, useServerData }
export type Kit = typeof kit & { texts: Texts; classes: Classes }
