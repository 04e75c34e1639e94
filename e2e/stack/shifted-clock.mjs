/** Preloaded into a server: its clock is wrong by CLOCK_SHIFT milliseconds, as on a machine without NTP. */
const shift = Number(process.env.CLOCK_SHIFT ?? 0)
const RightDate = Date
globalThis.Date = class extends RightDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RightDate.now() + shift] : given))
  }
  static now() {
    return RightDate.now() + shift
  }
}
