/**
 * Tells when the program that started this one is gone. npm, asked to end, ends alone: what it runs would stay, and keep
 * its ports, without anyone who knows of it.
 *
 * @param {() => void} onOrphaned called once
 * @param {{ parent?: () => number, everyMs?: number }} options
 */
export function watchParent(onOrphaned, { parent = () => process.ppid, everyMs = 500 } = {}) {
  const first = parent()
  const timer = setInterval(() => {
    if (parent() === first) return
    clearInterval(timer)
    onOrphaned()
  }, everyMs)
  timer.unref()
}
