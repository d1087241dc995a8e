import { readJson } from '../../core/read-json.ts'

/** The bytes of one JSON value and the line on which it begins, or why it was passed over. */
export type JsonItem =
  | {
      readonly line: number
      readonly bytes: Buffer
      /** A whole document, from which the items of its list of records have been taken out. */
      readonly isDocument?: boolean
    }
  | { readonly line: number; readonly bytes?: undefined; readonly problem: string }

/** One record may not be longer: the memory that loading takes stays bounded. */
export const MAX_ITEM_BYTES = 64 * 1024 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws Error whose message says what is wrong: not UTF-8 or not JSON */
export function parseItem(bytes: Buffer): unknown {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch (error) {
    throw new Error('not valid UTF-8', { cause: error })
  }
  try {
    return readJson(text)
  } catch (error) {
    throw new Error(`not valid JSON: ${(error as Error).message}`, { cause: error })
  }
}
