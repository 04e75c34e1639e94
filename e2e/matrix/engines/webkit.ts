import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver'
import { waitFor } from '../wait.ts'
import type { Engine, HostTab, Tab } from './engine.ts'
import { startDisplay, type Display } from './webkit-driver.ts'

/** Each grower has a browser of his own. */
export const startWebkit = async (): Promise<Engine> => {
  const display = await startDisplay()
  const { driver, end } = await startBrowser(display)
  const version = (await driver.getCapabilities()).getBrowserVersion() ?? 'of unknown version'
  await end()
  return {
    version: `WebKitGTK ${version}`,
    growers: 2,
    async open(url, framed) {
      const { driver, end } = await startBrowser(display)
      try {
        return await openHost(driver, url, framed, end)
      } catch (error) {
        await end()
        throw error
      }
    },
    async stop() {
      display.stop()
    },
  }
}

const startBrowser = async (display: Display): Promise<{ driver: WebDriver; end(): Promise<void> }> => {
  const server = await display.startDriver()
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: display.browser, args: ['--automation'] },
  })
  const driver = await new Builder().usingServer(server.url).withCapabilities(capabilities).build()
  return {
    driver,
    async end() {
      await driver.quit()
      server.stop()
    },
  }
}

const openHost = async (
  driver: WebDriver,
  url: string,
  framed: boolean,
  end: () => Promise<void>,
): Promise<HostTab> => {
  await driver.get(url)
  const own = await driver.getWindowHandle()
  const handles = new Set([own])
  const popups = async (): Promise<string[]> => {
    for (const one of await driver.getAllWindowHandles()) handles.add(one)
    return [...handles].slice(1)
  }
  return {
    ...tabOf(driver, own, framed),
    async popup(count) {
      return tabOf(driver, await waitFor(`window ${count}`, async () => (await popups())[count - 1]), false)
    },
    close: end,
  }
}

const tabOf = (driver: WebDriver, handle: string, framed: boolean): Tab => {
  const goThere = async (): Promise<void> => {
    await driver.switchTo().window(handle)
    if (framed) await driver.switchTo().frame(0)
  }
  return {
    async evaluate(expression) {
      await goThere()
      return driver.executeScript(`return ${expression}`)
    },
    async click(xpath) {
      await goThere()
      await driver.findElement(By.xpath(xpath)).click()
    },
    async reload() {
      await driver.switchTo().window(handle)
      await driver.navigate().refresh()
    },
    async close() {
      const open = await driver.getAllWindowHandles()
      if (!open.includes(handle)) return
      await driver.switchTo().window(handle)
      await driver.close()
    },
  }
}
