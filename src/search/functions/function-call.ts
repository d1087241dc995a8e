/** A function query as it was written: `recip(ms(NOW,metadata_modified),3.16e-11,1,1)` is a call of calls. */
export type FunctionArgument =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'field'; readonly name: string }
  /** `{!v=text}`: a query in Lucene syntax. */
  | { readonly kind: 'query'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly FunctionArgument[] }

export type FunctionCall = Extract<FunctionArgument, { kind: 'call' }>
