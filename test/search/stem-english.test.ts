import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import snowball from 'snowball-stemmers'
import { stemEnglish } from '../../src/search/analysis/stem-english.ts'

const SUFFIXES =
  `s es ed ing ly edly ingly eed eedly er ation ational ator alism aliti alli fulness ousli ousness iveness
iviti biliti bli ogi logi fulli lessli li tional enci anci abli entli izer ization alize icate iciti ical ful ness ative al
ance ence ic able ible ant ement ment ent ism ate iti ous ive ize ion sion tion e l ll y ies ied sses us ss ' 's 's'`.split(
    /\s+/,
  )
const ODD =
  `skis skies dying lying tying idly gently ugly early only singly sky news howe atlas cosmos bias andes inning innings
outing canning herring earring proceed exceed succeeds generous communism arsenic say yellow by sayer cry ties gas this`.split(
    /\s+/,
  )

/** Words of the documentation, which are English, and their beginnings with every suffix behind them. */
function words(): ReadonlySet<string> {
  const found = new Set(ODD)
  for (const file of ['architecture', 'performance', 'differences', 'operations']) {
    const text = readFileSync(join(__dirname, `../../docs/${file}.md`), 'utf8').toLowerCase()
    for (const word of text.match(/[\p{L}']+/gu) ?? []) found.add(word)
  }
  for (const word of [...found]) {
    for (const suffix of SUFFIXES) for (const length of [2, 4, 6]) found.add(word.slice(0, length) + suffix)
  }
  return found
}

it('stems English words as Snowball does', () => {
  const stemmer = snowball.newStemmer('english')
  const others = [...words()].filter((word) => stemEnglish(word) !== stemmer.stem(word))
  expect(others).toEqual([])
})
