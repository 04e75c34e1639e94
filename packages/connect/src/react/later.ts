/** For what goes wrong, and for what is read out. See use-parts.ts. */
export { enLater } from '../messages/en-later.ts'
export { tileNews } from './announcement.ts'
export { prepareTouch } from './prepare-touch.ts'
export { Reference } from './Reference.tsx'
export { troubleOf } from './trouble.ts'
export { wholeView } from './whole-view.ts'
export { widgetNews } from './widget-news.ts'
export { WholeMessage } from './WholeMessage.tsx'
