import { html, Html } from './html.ts'
import { resourceTitle, titleOf, type DatasetShown, type ResourceShown } from './entities.ts'

const download = (resource: ResourceShown) => ({
  '@type': 'DataDownload',
  name: resourceTitle(resource),
  description: resource.description ?? undefined,
  contentUrl: resource.url,
  encodingFormat: resource.mimetype ?? (resource.format || undefined),
  contentSize: resource.size ?? undefined,
})

/** The dataset for Google's Dataset Search (schema.org/Dataset), as a script element of data. */
export function datasetJsonLd(shown: DatasetShown, site: string): Html {
  const { organization } = shown
  const data = {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': `${site}/dataset/${shown.id}`,
    name: titleOf(shown),
    description: shown.notes ?? undefined,
    url: `${site}/dataset/${shown.name}`,
    identifier: shown.id,
    version: shown.version ?? undefined,
    license: shown.license_url ?? shown.license_title ?? undefined,
    dateCreated: `${shown.metadata_created}Z`,
    dateModified: `${shown.metadata_modified}Z`,
    keywords: shown.tags.map((tag) => tag.name),
    isAccessibleForFree: true,
    creator: shown.author ? { '@type': 'Organization', name: shown.author } : undefined,
    publisher: organization && {
      '@type': 'Organization',
      '@id': `${site}/organization/${organization.id}`,
      name: titleOf(organization),
    },
    includedInDataCatalog: { '@type': 'DataCatalog', url: site },
    distribution: shown.resources.map(download),
  }
  // "<" can't end the script element early.
  const text = JSON.stringify(data).replaceAll('<', '\\u003c')
  return html`<script type="application/ld+json">
    ${new Html(text)}
  </script>`
}
