/** Where things are in the picture of fields. Units of its viewBox, 1200 x 460, before it is turned. */

export const CROPS = [
  { crop: 'corn', angle: 0, gap: 7 },
  { crop: 'soy', angle: 90, gap: 6 },
  { crop: 'wheat', angle: 90, gap: 9 },
  { crop: 'alfalfa', angle: 24, gap: 14 },
  { crop: 'fallow', angle: 0, gap: 10 },
  { crop: 'pasture', angle: 40, gap: 40 },
] as const
type Crop = (typeof CROPS)[number]['crop']

/** Crop, x, y, width, height. */
export const FIELDS: readonly (readonly [Crop, number, number, number, number])[] = [
  ['soy', -150, -90, 300, 210],
  ['wheat', 158, -90, 172, 210],
  ['corn', 338, -90, 180, 150],
  ['pasture', 338, 68, 180, 190],
  ['alfalfa', -150, 128, 240, 130],
  ['pasture', 542, -90, 258, 346],
  ['wheat', 808, -90, 232, 346],
  ['soy', 1048, -90, 300, 150],
  ['corn', 1048, 68, 300, 188],
  ['wheat', -150, 280, 200, 300],
  ['corn', 58, 280, 142, 300],
  ['fallow', 542, 280, 150, 300],
  ['alfalfa', 700, 280, 180, 130],
  ['soy', 700, 418, 180, 160],
  ['pasture', 888, 280, 460, 300],
]

/** Circles watered by a turning arm. */
export const PIVOTS = [
  { x: 671, y: 122, r: 124, arm: 38 },
  { x: 1176, y: 452, r: 130, arm: -64 },
] as const

/** x, y, radius. Trees follow the creek and stand round the farmstead. */
export const TREES: readonly (readonly [number, number, number])[] = [
  [1290, 268, 9],
  [1262, 296, 12],
  [1236, 284, 8],
  [1180, 272, 10],
  [1150, 300, 13],
  [1116, 290, 8],
  [1108, 326, 10],
  [1066, 334, 12],
  [1050, 362, 9],
  [1030, 350, 7],
  [1000, 396, 12],
  [982, 384, 8],
  [968, 424, 11],
  [940, 446, 13],
  [948, 480, 9],
  [912, 494, 12],
  [418, 112, 10],
  [404, 132, 13],
  [410, 158, 9],
  [398, 178, 11],
  [416, 200, 8],
]

/** One field as a yield map: 16 x 9 cells of five levels, higher towards the middle, with a wet hollow in one corner. */
export const YIELD_CELLS = Array.from({ length: 16 * 9 }, (_, index) => {
  const column = index % 16
  const row = Math.floor(index / 16)
  const swell = Math.sin(column * 0.42) + Math.cos(row * 0.7 + column * 0.21)
  const hollow = Math.max(0, 2.6 - Math.hypot(column - 12.5, row - 6.5))
  const level = Math.min(5, Math.max(1, Math.round(3.3 + swell * 1.1 - hollow * 1.3)))
  return { x: 98 + column * 14.625, y: 128 + row * 14.66, level }
})
