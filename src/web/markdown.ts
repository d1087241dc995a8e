import MarkdownIt from 'markdown-it'
import { Html } from './html.ts'

// HTML in descriptions is shown as text, and markdown-it itself links to no scripts: nothing is left to sanitise.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false })

/** A description as a page shows it. */
export const markdownHtml = (text: string): Html => new Html(markdown.render(text))

/** The beginning of a description, for lists. */
export function excerpt(text: string, length = 180): string {
  const plain = text
    .replace(/[*_`#>[\]]|\(https?:[^)]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length <= length ? plain : `${plain.slice(0, length).replace(/\s\S*$/, '')} …`
}
