// Runs in the browser, on /api/docs: shows the document of this very site, whatever address it was reached by.
const { SwaggerUIBundle, location } = globalThis
const answer = await fetch(new URL('3/openapi.json', location.href))
const spec = await answer.json()
const site = new URL('..', location.href).href.replace(/\/$/, '')
SwaggerUIBundle({
  spec: { ...spec, servers: [{ url: site }] },
  dom_id: '#viewer',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  filter: true,
  tryItOutEnabled: true,
  // Nothing is sent to other hosts.
  validatorUrl: null,
})
