import { IntMap } from '../../src/search/index/int-map.ts'
import { hashLetter, NO_LETTERS, WordTable } from '../../src/search/index/word-table.ts'

const hashOf = (word: string): number =>
  Array.from({ length: word.length }, (_, i) => word.charCodeAt(i)).reduce(hashLetter, NO_LETTERS)

it('finds words inside of texts, by their letters and not only by their hash', () => {
  const table = new WordTable()
  const words = Array.from({ length: 5000 }, (_, n) => `w${n.toString(36)}é`)
  words.forEach((word, n) => {
    expect(table.find(word, 0, word.length, hashOf(word))).toBe(0)
    table.add(word, 0, word.length, hashOf(word), n % 2 === 0 ? n + 1 : -n)
  })
  words.forEach((word, n) => {
    const text = `x ${word} y`
    expect(table.find(text, 2, 2 + word.length, hashOf(word))).toBe(n % 2 === 0 ? n + 1 : -n)
  })
  expect(table.find('other', 0, 5, hashOf('w1é'))).toBe(0)
  expect(table.size).toBe(5000)
})

it('keeps numbers by numbers', () => {
  const map = new IntMap()
  for (let n = 1; n <= 5000; n++) map.add(n * 7919, n)
  for (let n = 1; n <= 5000; n++) expect(map.get(n * 7919)).toBe(n)
  expect(map.get(3)).toBe(0)
})
