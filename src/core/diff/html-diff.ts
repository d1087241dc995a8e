import { lineDifferences } from './line-differences.ts'
import { type LinePair, pairLines, type PlacedLine } from './pair-lines.ts'
import type { WorkBudget } from './work-budget.ts'

const CLASSES: Readonly<Record<string, string>> = { '+': 'diff_add', '-': 'diff_sub', '^': 'diff_chg' }
/** So many rows before a change its anchor stands. */
const ROWS_BEFORE = 5

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('>', '&gt;').replaceAll('<', '&lt;').replaceAll(' ', '&nbsp;')

const span = (mark: string, text: string): string =>
  `<span class="${CLASSES[mark] ?? ''}">${escaped(text)}</span>`

function textHtml({ text, isWhole, marks }: PlacedLine, wholeMark: '+' | '-'): string {
  if (isWhole) return span(wholeMark, text === '' ? ' ' : text)
  let html = ''
  let from = 0
  for (const { 0: run, index } of marks.matchAll(/\++|-+|\^+/g)) {
    html += escaped(text.slice(from, index)) + span(run.charAt(0), text.slice(index, index + run.length))
    from = index + run.length
  }
  return html + escaped(text.slice(from))
}

function cells(line: PlacedLine | undefined, prefix: string, wholeMark: '+' | '-'): string {
  const id = line ? ` id="${prefix}${String(line.number)}"` : ''
  const html = line ? textHtml(line, wholeMark) : ''
  return `<td class="diff_header"${id}>${line ? String(line.number) : ''}</td><td nowrap="nowrap">${html}</td>`
}

/** The links from each change to the next, and where they lead. */
function anchors(pairs: readonly LinePair[]) {
  const ids = pairs.map(() => '')
  const links = pairs.map(() => '')
  let changes = 0
  let last = 0
  for (const [row, { differs }] of pairs.entries()) {
    if (!differs || (row > 0 && pairs[row - 1]?.differs === true)) continue
    ids[Math.max(0, row - ROWS_BEFORE)] = ` id="difflib_chg_to0__${String(changes)}"`
    links[last] = `<a href="#difflib_chg_to0__${String(changes)}">n</a>`
    changes++
    last = row
  }
  return { ids, links, last }
}

/** A table of two texts side by side, as Python's difflib makes it. */
export function htmlDiff(before: readonly string[], after: readonly string[], budget: WorkBudget): string {
  const pairs = pairLines(lineDifferences(before, after, budget))
  const { ids, links, last } = anchors(pairs)
  if (pairs[0]?.differs === false) links[0] = '<a href="#difflib_chg_to0__0">f</a>'
  links[last] = '<a href="#difflib_chg_to0__top">t</a>'
  const rows = pairs.map((pair, row) => {
    const link = links[row] ?? ''
    const [old, young] = [cells(pair.before, 'from0_', '-'), cells(pair.after, 'to0_', '+')]
    return `            <tr><td class="diff_next"${ids[row] ?? ''}>${link}</td>${old}<td class="diff_next">${link}</td>${young}</tr>\n`
  })
  return `
    <table class="diff" id="difflib_chg_to0__top"
           cellspacing="0" cellpadding="0" rules="groups" >
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        ${''}
        <tbody>
${rows.join('')}        </tbody>
    </table>`
}
