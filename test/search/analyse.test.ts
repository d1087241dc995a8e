import { analyse } from '../../src/search/analysis/analyse.ts'

const tokens = (chain: 'text' | 'general', text: string, side: 'index' | 'query') =>
  analyse(chain, text, side)
    .map(({ term, position }) => `${term}@${position}`)
    .join(' ')

/** What Solr 9.8 with CKAN's schema answered to the same texts. */
describe('the analysis of a text', () => {
  it.each([
    ['River-quality a - b', 'riverqu@0 river@0 qualiti@1 a@2 b@4'],
    ["O'Neil's SD500", 'oneil@0 o@0 neil@1 sd@2 500@3'],
    ['2014/2015-XML3', '20142015@0 2014@0 2015@1 xml@2 3@3'],
    ['étés ½ x²y', 'etes@0 xy@2 x@2 y@3'],
    ['İstanbul ΣΑΣ', 'istanbul@0 σασ@1'],
    ['aed hourly daily', 'a@0 hour@1 daili@2'],
    ['no\u00a0break\u3000wide', 'nobreak@0 no@0 break@1 wide@2'],
    ['東京都の人口・推計', '東京都の人口推計@0 東京都の人口@0 推計@1'],
  ])('%s is indexed as %s', (text, expected) => {
    expect(tokens('text', text, 'index')).toBe(expected)
  })

  it.each([
    ['River-quality PowerShot', 'river@0 qualiti@1 power@2 shot@3'],
    ['C++ … 🚲', 'c@0 🚲@2'],
  ])('%s is asked as %s', (text, expected) => {
    expect(tokens('text', text, 'query')).toBe(expected)
  })

  it('is simpler for names of people: no stems, no folding, no split at a change of case', () => {
    expect(tokens('general', 'PowerShot José O’Neil', 'query')).toBe('powershot@0 josé@1 o@2 neil@3')
  })

  it('cuts endless words after 255 characters', () => {
    expect(analyse('text', 'x'.repeat(300), 'index').map(({ term }) => term.length)).toEqual([255, 45])
  })
})
