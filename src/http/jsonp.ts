import { BadRequest } from '../core/errors.ts'
import { escapeHtml } from './escape-html.ts'

/** What a name of a function in a page is made of, and the signs that CKAN escapes; no calls, no comments. */
const CALLBACK = /^[\w$.[\]<>&"'-]*$/

/**
 * The script that hands JSON to a function of the page: `callback({…});`.
 *
 * @throws BadRequest for a name that could be a script of its own
 */
export function jsonpScript(callback: string, json: string): string {
  if (!CALLBACK.test(callback)) throw new BadRequest('The callback must be the name of a function')
  return `${escapeHtml(callback)}(${json});`
}
