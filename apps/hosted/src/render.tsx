import { renderToString } from 'react-dom/server'
import { loadPage, type PageData } from './page.tsx'

/** The page's markup, with the tiles in it. */
export const render = async (page: PageData): Promise<string> => renderToString(await loadPage(page))
