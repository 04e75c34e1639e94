import { createContext, useContext } from 'react'

/**
 * Classes of yours, each added to ours on every element of that name. Ours is always there too: `hitch-` and the name.
 *
 * @example <Connect classNames={{ row: 'px-4', button: 'rounded-full' }} … />
 */
export interface ClassNames {
  /** The frame: `section`, with all else in it. */
  root?: string
  /** Title and lead above the list. */
  header?: string
  /** The heading of the list, of a pane, or of the message in their place. */
  title?: string
  /** What stands below a title. */
  lead?: string
  /** The line about passwords, with its lock. */
  footer?: string
  /** What concerns all accounts: no network. */
  banner?: string
  /** The field above a long list. */
  search?: string
  /** `ul`. */
  tiles?: string
  /** One provider: `li` with a row and, when there is more to say, a tray. */
  tile?: string
  row?: string
  /** The provider's letters or logo. */
  mark?: string
  /** The provider's name, with its tags. */
  name?: string
  /** "Test", "New", "Older". */
  tag?: string
  /** One line: icon and words. */
  status?: string
  /** The end of the row, with its one action. */
  slot?: string
  tray?: string
  /** A row of buttons. */
  actions?: string
  /** Every button; `data-kind` tells them apart. */
  button?: string
  icon?: string
  /** A code for support, with Copy. */
  reference?: string
  /** What stands in the place of the list when there is none. */
  message?: string
  /** The icon of a message, framed. */
  glyph?: string
  /** What stands in the place of the list: consent, waiting, details. */
  pane?: string
  /** Stands where words will come. */
  bone?: string
  /** The two marks and the drawbar between them. */
  coupling?: string
  /** Heading and first words of a pane. */
  intro?: string
  /** A list with its label: what is read, what is not. */
  lines?: string
  label?: string
  /** A framed notice: what to check first. */
  need?: string
  /** Small print. */
  note?: string
  /** One of the details, with its heading. */
  section?: string
  heading?: string
  /** Whose details: mark, name, status. */
  who?: string
  /** Fields, farms, files in numbers. */
  counts?: string
  /** Names and their values. */
  pairs?: string
  /** Deere's organizations. */
  rows?: string
  /** Reconnect and disconnect, at the end of the details. */
  ways?: string
  /** The dialog's button in the corner. */
  close?: string
  /** Asks before the dialog is closed over an open sign-in. */
  question?: string
}

/** The class attribute of an element: ours, and what the host adds to it. */
export type Classes = (...elements: (keyof ClassNames)[]) => string

const ClassesContext = createContext<Classes>(String)

export const ClassesProvider = ClassesContext.Provider

export const useClasses = (): Classes => useContext(ClassesContext)

export const classesWith =
  (given: ClassNames = {}): Classes =>
  (...elements) =>
    elements.map((element) => `hitch-${element} ${given[element] ?? ''}`.trim()).join(' ')
