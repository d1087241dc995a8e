/** Parameters of an action as they came: from JSON, a form or a query string. */
export type Params = Readonly<Record<string, unknown>>
