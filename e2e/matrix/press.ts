import type { HostTab, Tab } from './engines/engine.ts'
import { waitFor } from './wait.ts'

const named = (name: string): string => `//button[@aria-label="${name}" or normalize-space(.)="${name}"]`

/** Whether a button of this name is on the page. */
export const offers = async (tab: Tab, name: string): Promise<boolean> => {
  const found = `document.evaluate(${JSON.stringify(named(name))}, document, null, XPathResult.BOOLEAN_TYPE).booleanValue`
  return (await tab.evaluate(found)) === true
}

/** Waits for the button and presses it. */
export const press = async (tab: Tab, name: string): Promise<void> => {
  await waitFor(`the button "${name}"`, async () => ((await offers(tab, name)) ? true : undefined))
  await tab.click(named(name))
}

/** From the tile through the consent to the provider's window, and back to the list, whose tile tells how it stands. */
export const pressConnect = async (
  host: HostTab,
  { name, shortName }: { name: string; shortName: string },
): Promise<void> => {
  await press(host, `Connect ${name}`)
  await press(host, `Continue to ${shortName}`)
  await press(host, 'All accounts')
}

/** On the sign-in page: from here on the provider cuts off its opener. */
export const severOpener = async (popup: Tab): Promise<void> => {
  const choice = 'input[value="severed_opener"]'
  await waitFor(
    'the sign-in page',
    async () => (await popup.evaluate(`!!document.querySelector('${choice}')`)) || undefined,
  )
  await popup.evaluate(`document.querySelector('${choice}').checked = true`)
}
