import type { Farm } from '../shared/site.ts'

/** The growers of the cooperative. Three farms that do not exist, and no persons. */
export const FARMS: readonly Farm[] = [
  {
    id: 'north-ridge',
    name: 'North Ridge Farm',
    place: 'Harlan County',
    memberNumber: 'NG-10427',
    hectares: 612,
    crops: ['Corn', 'Soybeans', 'Winter wheat'],
  },
  {
    id: 'willow-creek',
    name: 'Willow Creek Grain',
    place: 'Dawson County',
    memberNumber: 'NG-10388',
    hectares: 2340,
    crops: ['Corn', 'Soybeans', 'Sorghum'],
  },
  {
    id: 'stone-bridge',
    name: 'Stone Bridge Dairy',
    place: 'Gosper County',
    memberNumber: 'NG-10512',
    hectares: 185,
    crops: ['Silage corn', 'Alfalfa'],
  },
]

export const findFarm = (id: unknown): Farm | undefined => FARMS.find((farm) => farm.id === id)
