import { escapeHtml } from '../escape-html.ts'

/** Only what comes from this host runs or is shown; the viewer sets styles of its own, and its pictures are inline. */
export const VIEWER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The page /api/docs. Its addresses are relative, so that it works below any root path. */
export const viewerPage = (siteTitle: string): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API – ${escapeHtml(siteTitle)}</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="viewer"></div>
<noscript><p>The viewer needs JavaScript. The API is described in <a href="3/openapi.json">openapi.json</a>.</p></noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script type="module" src="docs/start-viewer.js"></script>
</body>
</html>
`
