import { STATUS_CODES } from 'node:http'
import { escapeHtml } from './escape-html.ts'

const WORDS: Readonly<Record<number, string>> = {
  400: 'The request could not be understood.',
  403: 'You are not allowed to see this. Send an API token, or ask its owner.',
  404: 'There is nothing at this address.',
  405: 'This address does not take this method.',
  409: 'A parameter of this address means nothing here.',
  416: 'The file ends before the range that was asked for.',
}

/** CKAN's error pages, in small: addresses that are no action answer HTML, never JSON. */
export function errorPage(status: number, siteTitle: string, message = ''): string {
  const name = STATUS_CODES[status] ?? 'Error'
  const words = message === '' ? (WORDS[status] ?? '') : message
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Error ${status} - ${escapeHtml(siteTitle)}</title></head>
<body><h1>${status} ${name}</h1><p>${escapeHtml(words)}</p></body>
</html>
`
}
