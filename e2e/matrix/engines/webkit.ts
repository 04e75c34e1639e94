import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver'
import { waitFor } from '../wait.ts'
import { DriverSilent, type Engine, type HostTab, type Tab } from './engine.ts'
import { startDisplay, type Display } from './webkit-driver.ts'

/** Milliseconds. A page that loads slowly takes some seconds; WebKitWebDriver itself, about once in a hundred cases, for ever. */
const LONGEST_COMMAND = 20_000

/** @throws {DriverSilent} */
const answered = async <T>(command: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DriverSilent('WebKitWebDriver gives no answer')), LONGEST_COMMAND)
  })
  try {
    return await Promise.race([command, silence])
  } finally {
    clearTimeout(timer)
  }
}

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
      try {
        await answered(driver.quit())
      } finally {
        server.stop()
      }
    },
  }
}

const openHost = async (
  driver: WebDriver,
  url: string,
  framed: boolean,
  end: () => Promise<void>,
): Promise<HostTab> => {
  await answered(driver.get(url))
  const own = await answered(driver.getWindowHandle())
  const handles = new Set([own])
  const popups = async (): Promise<string[]> => {
    for (const one of await answered(driver.getAllWindowHandles())) handles.add(one)
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
    await answered(driver.switchTo().window(handle))
    if (framed) await answered(driver.switchTo().frame(0))
  }
  return {
    async evaluate(expression) {
      await goThere()
      return await answered(driver.executeScript(`return ${expression}`))
    },
    async click(xpath) {
      await goThere()
      await answered(driver.findElement(By.xpath(xpath)).click())
    },
    async reload() {
      await answered(driver.switchTo().window(handle))
      await answered(driver.navigate().refresh())
    },
    async close() {
      const open = await answered(driver.getAllWindowHandles())
      if (!open.includes(handle)) return
      await answered(driver.switchTo().window(handle))
      await answered(driver.close())
    },
  }
}
