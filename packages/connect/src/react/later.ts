/**
 * What the first paint does not need, in a part of its own: trouble, whole-widget messages and what is read out. It
 * imports nothing that the first paint needs too: a module shared by two parts would cost a third.
 */
export { enLater } from '../messages/en-later.ts'
export { tileNews } from './announcement.ts'
export { troubleOf } from './trouble.ts'
export { wholeView } from './whole-view.ts'
