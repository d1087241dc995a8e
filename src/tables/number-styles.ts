/** How a file writes numbers; a column is of one style. */
export interface NumberStyle {
  readonly name: string
  /** For the report. */
  readonly description: string
  /** Whether a text is a number of this style. */
  readonly matches: (text: string) => boolean
  /** The number as JSON and PostgreSQL write it. */
  readonly plain: (text: string) => string
}

const PLAIN = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?$/
const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const WITH_COMMA = /^[-+]?(?:\d{1,3}(?:[. \u00a0\u202f']\d{3})+|\d+)?(?:,\d+)?(?:[eE][-+]?\d{1,3})?$/
const SPACE_GROUPS = /^[-+]?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:\.\d+)?$/
const LEADING_ZERO = /^[-+]?0\d/
const HAS_DIGIT = /\d/

/** Digits from the first to the last, with a zero before a bare point and none after it. */
const tidy = (text: string): string =>
  text
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.(?=e|$)/i, '')

/** Indexes of NUMBER_STYLES. */
export const COMMA_GROUPS = 1
export const COMMA_DECIMAL = 2

/** In the order in which they are tried; the first two disagree only about `1,234`. */
export const NUMBER_STYLES: readonly NumberStyle[] = [
  { name: 'plain', description: 'numbers', matches: (text) => PLAIN.test(text), plain: tidy },
  {
    name: 'commaGroups',
    description: 'numbers with a comma between thousands',
    matches: (text) => PLAIN.test(text) || GROUPED.test(text),
    plain: (text) => tidy(text.replaceAll(',', '')),
  },
  {
    name: 'commaDecimal',
    description: 'numbers with a decimal comma',
    matches: (text) => HAS_DIGIT.test(text) && WITH_COMMA.test(text),
    plain: (text) => tidy(text.replace(/[. \u00a0\u202f']/g, '').replace(',', '.')),
  },
  {
    name: 'spaceGroups',
    description: 'numbers with a blank or apostrophe between thousands',
    matches: (text) => PLAIN.test(text) || SPACE_GROUPS.test(text),
    plain: (text) => tidy(text.replace(/[ \u00a0\u202f'’]/g, '')),
  },
]

/** A code, whose zeros in front count: postcodes, keys of regions, telephone numbers. */
export const isCode = (text: string): boolean =>
  (LEADING_ZERO.test(text) && !/[.,]\d/.test(text)) || /^\+\d{7,}$/.test(text) || /^[-+]?\d{39,}$/.test(text)
