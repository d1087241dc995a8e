import { SearchError } from '../../core/errors.ts'
import type { BuildFunction } from './build-function.ts'
import type { FunctionSource } from './solr-function.ts'
import { numberFunction } from './number-function.ts'

const ofTerm =
  (number: (source: FunctionSource, field: string, text: string) => number): BuildFunction =>
  (args) => {
    const [field, text] = [args.word(0), args.word(1)]
    return numberFunction('double', (source) => number(source, field, text))
  }

const ofField =
  (number: (source: FunctionSource, field: string) => number): BuildFunction =>
  (args) => {
    const field = args.word(0)
    return numberFunction('double', (source) => number(source, field))
  }

/** Of Lucene's older ranking: Solr refuses these beside BM25, but only once it asks a document. */
const notRanked: BuildFunction = () =>
  numberFunction('float', () => {
    throw new SearchError("Search error: 'requires a TFIDFSimilarity'")
  })

const totalFrequency = ofTerm(({ index }, field, text) => index.totalFrequency(field, text))
const occurrences = ofField(({ index }, field) => index.occurrences(field))
const unknown: BuildFunction = () => numberFunction('double', () => 0)

/** Functions that ask the index: words, documents and the score. */
export const INDEX_FUNCTIONS: ReadonlyMap<string, BuildFunction> = new Map<string, BuildFunction>([
  ['termfreq', ofTerm(({ termFrequency }, field, text) => termFrequency(field, text))],
  ['docfreq', ofTerm(({ index }, field, text) => index.documentFrequency(field, text))],
  ['totaltermfreq', totalFrequency],
  ['ttf', totalFrequency],
  ['sumtotaltermfreq', occurrences],
  ['sttf', occurrences],
  ['numdocs', () => numberFunction('double', ({ index }) => index.documents)],
  ['maxdoc', () => numberFunction('double', ({ index }) => index.written)],
  ['tf', notRanked],
  ['idf', notRanked],
  ['norm', notRanked],
  ['ord', unknown],
  ['rord', unknown],
  ['score', () => numberFunction('float', ({ score }) => score)],
  [
    'query',
    (args) => {
      const query = args.query(0)
      const other = args.count > 1 ? args.literal(1) : 0
      const score = numberFunction('float', ({ queryScore }) => queryScore(query) ?? other)
      return { ...score, exists: ({ queryScore }) => queryScore(query) !== undefined }
    },
  ],
])
