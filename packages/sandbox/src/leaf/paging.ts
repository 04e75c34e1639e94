import { z } from 'zod'

/** Leaf's paging: pages count from 0, and a page has 20 entries unless asked otherwise. */
export const paging = {
  page: z.coerce.number().int().min(0).default(0),
  size: z.coerce.number().int().min(1).max(2000).default(20),
}

export function page<Item>(items: readonly Item[], wanted: { page: number; size: number }): Item[] {
  return items.slice(wanted.page * wanted.size, (wanted.page + 1) * wanted.size)
}
