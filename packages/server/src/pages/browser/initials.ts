/** What stands in a brand's mark: "Northfield Grain" is NG, "Agrovia" is A. */
export const initials = (brand: string): string =>
  brand
    .split(/\s+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .slice(0, 2)
    .map((word) => /^./u.exec(word)?.[0].toUpperCase() ?? '')
    .join('')
