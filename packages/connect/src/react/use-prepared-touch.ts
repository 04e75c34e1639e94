import { useEffect } from 'react'
import type { Connect as Core } from '../core/types.ts'
import type { WidgetModel } from './widget.ts'

/** A finger gives no notice by hovering: where there is no hover, tickets are fetched as soon as the tiles are painted. */
export const usePreparedTouch = (core: Core, model: WidgetModel, online: boolean): void => {
  const data = model.state === 'list' && model.data.session.can.includes('connect') ? model.data : undefined
  useEffect(() => {
    if (!data || !online || !matchMedia('(hover: none)').matches) return
    for (const { id, availability } of data.providers) {
      const connection = data.connections.find(({ provider }) => provider === id)
      if (availability !== 'down' && (!connection || connection.status === 'needs_attention')) core.prepare(id)
    }
  }, [core, data, online])
}
