import type { ServerContext } from '../context.ts'

/** The name of a link's own brand, for the windows of its attempts; undefined where the operator's stands. */
export const linkBrandName = async (
  { database }: Pick<ServerContext, 'database'>,
  { link_id: linkId }: { readonly link_id: string | null },
): Promise<string | undefined> => {
  if (linkId === null) return undefined
  const link = await database.selectFrom('links').select('brand').where('link_id', '=', linkId).executeTakeFirst()
  return link?.brand?.name
}
