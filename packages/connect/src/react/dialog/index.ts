/** The widget over the host's page. See use-parts.ts. */
export { enDialog as english } from '../../messages/en-dialog.ts'
export { DialogRoot } from './DialogRoot.tsx'
export { mountAlone } from './mount-alone.ts'
