/** A colour as the screen has it: red, green and blue, 0 to 255. */
export type Shade = readonly [red: number, green: number, blue: number]

/** Paints colours and looks at what came out: a computed colour may be written in any colour space. */
export const createPainter = (): ((...colours: string[]) => Shade) => {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser paints nothing')
  /** One over the other, the last one on top. */
  return (...colours) => {
    context.clearRect(0, 0, 1, 1)
    for (const colour of colours) {
      // What is no colour leaves `fillStyle` as it was.
      context.fillStyle = '#000'
      context.fillStyle = colour
      context.fillRect(0, 0, 1, 1)
    }
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
    return [red, green, blue]
  }
}

/** WCAG 2.2, "relative luminance". */
const luminance = (shade: Shade): number => {
  const [red = 0, green = 0, blue = 0] = shade.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/**
 * WCAG 2.2, "contrast ratio": 1 to 21.
 *
 * @example contrast([255, 255, 255], [0, 0, 0]) // 21
 */
export const contrast = (one: Shade, other: Shade): number => {
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}
