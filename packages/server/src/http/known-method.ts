const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'])

/** For labels and names, of which there must be few: a client may invent any method. */
export const knownMethod = (method: string): string => (METHODS.has(method) ? method : 'other')
