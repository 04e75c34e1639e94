/**
 * What neither the first paint nor the first press needs, in a part of its own. It imports nothing that they need too,
 * React apart: a module shared by two parts would cost a third. What it shares with them comes in as props.
 */
export { enLater } from '../messages/en-later.ts'
export { tileNews } from './announcement.ts'
export { Facts } from './Facts.tsx'
export { Reference } from './Reference.tsx'
export { troubleOf } from './trouble.ts'
export { wholeView } from './whole-view.ts'
export { WholeMessage } from './WholeMessage.tsx'
