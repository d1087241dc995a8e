import { escapeHtml } from './escape-html.ts'

/** The page that goes with a redirect, for clients that don't follow it. */
export const redirectPage = (address: string): string => `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Redirecting...</title></head>
<body><h1>Redirecting...</h1><p>The address is <a href="${escapeHtml(address)}">${escapeHtml(address)}</a>.</p></body>
</html>
`
