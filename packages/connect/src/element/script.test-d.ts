import type { CreatedDialog, CreatedInline } from './create.tsx'

/** The example of docs/host-developers.md, word for word: a test compares them. */
export const example = (button: HTMLButtonElement, show: (words: string) => void): [CreatedInline, CreatedDialog] => {
  const widget = Hitch.create({
    container: '#farm-data',
    sessionUrl: '/api/connect-session',
    onSuccess: (connection) => show(connection.provider),
  })
  widget.update({ locale: 'pt-BR' })
  widget.destroy()

  const dialog = Hitch.create({
    sessionUrl: '/api/connect-session',
    onReadyChange: (ready) => button.toggleAttribute('disabled', !ready),
    onExit: (error, { reason }) => show(error?.code ?? reason),
  })
  button.addEventListener('click', () => dialog.open('JohnDeere'))
  return [widget, dialog]
}

export const mistakes = (): void => {
  // @ts-expect-error a widget in a container has no dialog to open
  window.Hitch.create({ container: '#farm-data', sessionUrl: '/' }).open()
  // @ts-expect-error whether it is a dialog is told by the container
  window.Hitch.create({ display: 'dialog', sessionUrl: '/' })
}
