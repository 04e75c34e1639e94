export interface TestOrganization {
  id: string
  name: string
}

/** A farm whose account a tester may sign in with. Farms, never persons. */
export interface TestGrower {
  id: string
  name: string
  about: string
  organizations: readonly TestOrganization[]
  /** What Leaf finds once everything has arrived. */
  totals: { growers: number; farms: number; fields: number; files: number; operations: number }
}

export const TEST_GROWERS = [
  {
    id: 'north-ridge',
    name: 'North Ridge Farm',
    about: 'Two organizations, 14 fields',
    organizations: [
      { id: '481516', name: 'North Ridge Farm' },
      { id: '234208', name: 'North Ridge Custom Harvest' },
    ],
    totals: { growers: 1, farms: 2, fields: 14, files: 26, operations: 18 },
  },
  {
    id: 'willow-creek',
    name: 'Willow Creek Grain',
    about: 'Four organizations, 63 fields',
    organizations: [
      { id: '710031', name: 'Willow Creek Grain' },
      { id: '710032', name: 'Willow Creek Seed' },
      { id: '710047', name: 'Lower Bend Land Company' },
      { id: '710058', name: 'Prairie Star Trucking' },
    ],
    totals: { growers: 3, farms: 7, fields: 63, files: 140, operations: 96 },
  },
  {
    id: 'stone-bridge',
    name: 'Stone Bridge Dairy',
    about: 'One organization, no fields yet',
    organizations: [{ id: '902210', name: 'Stone Bridge Dairy' }],
    totals: { growers: 1, farms: 1, fields: 0, files: 0, operations: 0 },
  },
] as const satisfies readonly TestGrower[]

export const FIRST_GROWER: TestGrower = TEST_GROWERS[0]

export function findGrower(id: string): TestGrower | undefined {
  return TEST_GROWERS.find((grower) => grower.id === id)
}
