/** Actions that CKAN does not have, and what they are for. */
export const OWN_ACTIONS: ReadonlyMap<string, string> = new Map()
