/** As on a server: a worker has no window and no document. Answers with the skeleton, and with what React said to it. */
import { renderToString } from 'react-dom/server'
import { openHostPage } from './host-page.tsx'

const complaints: string[] = []
Object.assign(console, { error: (...words: unknown[]) => complaints.push(words.join(' ')) })

const { Widget } = openHostPage()
postMessage({ html: renderToString(<Widget />), complaints })
