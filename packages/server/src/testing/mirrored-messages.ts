import { en } from '../pages/messages/en.ts'
import type { Messages } from '../pages/messages/messages.ts'

const ALPHABET = 'אבגדהוזחטיכלמנסעפצקרשתםןףץ'

/** Hebrew letters for Latin ones, gaps as they are: no language, but written from the right as one is. */
const mirrored = (text: string): string =>
  text
    .split(/(\{\w+\})/)
    .map((piece, index) =>
      index % 2 === 1 ? piece : piece.replaceAll(/[a-z]/gi, (letter) => ALPHABET[parseInt(letter, 36) - 10] ?? letter),
    )
    .join('')

const mirrorTree = <T extends object>(tree: T): T =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, typeof value === 'string' ? mirrored(value) : mirrorTree(value)]),
  ) as T

/** English as a language that is written from right to left. For tests alone. */
export const mirroredMessages: Messages = { ...mirrorTree<Messages>(en), lang: 'he', dir: 'rtl' }
