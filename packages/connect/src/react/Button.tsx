import type { ComponentProps, ReactElement } from 'react'
import { useClasses } from './class-names.ts'
import type { ButtonKind } from './tile-actions.ts'

/**
 * A button of ours. `aria-disabled` ones stay focusable, so that whoever lands there learns why; they do nothing.
 * `data-kind` and `data-size` are API for hosts' styles.
 */
export const Button = ({
  kind,
  size,
  onClick,
  className,
  ...rest
}: ComponentProps<'button'> & { kind: ButtonKind | undefined; size?: 'small' | 'tiny' }): ReactElement => (
  <button
    {...rest}
    type="button"
    className={[useClasses()('button'), className].join(' ').trim()}
    data-kind={kind}
    data-size={size}
    onClick={rest['aria-disabled'] ? undefined : onClick}
  />
)
