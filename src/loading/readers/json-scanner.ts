const QUOTE = 0x22
const BACKSLASH = 0x5c
const NEWLINE = 0x0a
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const LONGEST_KEY = 16

/** What a byte means: the first of an item, the one after an item, the last of a document, none of JSON. */
export type ScannerEvent = 'itemBegins' | 'itemEnded' | 'comma' | 'documentEnds' | 'unexpected'

/**
 * Reads JSON byte by byte and finds the items of the list of records in a document: the document itself, its `result`
 * or `results`, or the `results` in its `result`.
 */
export function jsonScanner() {
  let line = 1
  let documentLine = 1
  let depth = 0
  let inString = false
  let isEscaped = false
  /** Depth of the object that may hold the list: 1 the document, 2 its `result`. */
  let wrapper = 0
  /** Depth of the list of records; 0 outside it. */
  let list = 0
  let isInItem = false
  let text = ''
  let key = ''

  const inWrapper = (): boolean => list === 0 && depth === wrapper

  const inText = (byte: number): void => {
    if (isEscaped) isEscaped = false
    else if (byte === BACKSLASH) isEscaped = true
    else if (byte === QUOTE) inString = false
    if (text.length < LONGEST_KEY && inString && inWrapper()) text += String.fromCharCode(byte)
  }

  const open = (byte: number): void => {
    if (depth === 0) documentLine = line
    if (inWrapper()) {
      const mayBeResult = depth === 0 || (depth === 1 && key === 'result')
      if (byte === OPEN_ARRAY && (mayBeResult || key === 'results')) list = depth + 1
      if (byte === OPEN_OBJECT && mayBeResult) wrapper = depth + 1
    }
    key = ''
    depth += 1
  }

  const close = (byte: number): ScannerEvent | undefined => {
    if (byte === CLOSE_ARRAY && depth === list) list = 0
    if (byte === CLOSE_OBJECT && inWrapper()) wrapper -= 1
    depth -= 1
    return depth === 0 ? 'documentEnds' : undefined
  }

  /** At the depth of the list: where items begin and end. */
  const inList = (byte: number): ScannerEvent | undefined => {
    if (byte !== COMMA && byte !== CLOSE_ARRAY) {
      if (isInItem) return undefined
      isInItem = true
      return 'itemBegins'
    }
    const ended = isInItem
    isInItem = false
    return ended ? 'itemEnded' : byte === COMMA ? 'comma' : undefined
  }

  const structure = (byte: number): ScannerEvent | undefined => {
    if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) open(byte)
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) return close(byte)
    else if (byte === QUOTE) {
      inString = true
      text = ''
    } else if (inWrapper()) {
      if (byte === COLON) key = text
      else if (byte === COMMA) key = ''
    }
    return undefined
  }

  const step = (byte: number): ScannerEvent | undefined => {
    if (byte === NEWLINE) line += 1
    if (inString) {
      // The most frequent case by far: a letter in a text of a record.
      if (list === 0 || isEscaped || byte === QUOTE || byte === BACKSLASH) inText(byte)
      return undefined
    }
    if (byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09) return undefined
    if (depth === 0 && byte !== OPEN_ARRAY && byte !== OPEN_OBJECT) return 'unexpected'
    const event = list !== 0 && depth === list ? inList(byte) : undefined
    return structure(byte) ?? event
  }

  return {
    step,
    line: () => line,
    /** Where the document that was entered last begins. */
    documentLine: () => documentLine,
    /** Whether a document has begun and not ended. */
    isInside: () => depth > 0,
  }
}
