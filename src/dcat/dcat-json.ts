import type { DatasetShown } from './dataset-shown.ts'
import { textOf } from './read-value.ts'
import { datasetSource, resourceFields, type Site } from './source.ts'

const orNull = (text: string): string | null => (text === '' ? null : text)

/** A dataset as `/dcat.json` has it: the first drafts of DCAT in JSON, for harvesters of that time. */
export function dcatJson(site: Site, dataset: DatasetShown): object {
  const { fields } = datasetSource(site, dataset)
  const agent = (nameField: string, emailField: string): object => {
    const found = { name: textOf(fields, nameField), mbox: textOf(fields, emailField) }
    return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== ''))
  }
  // CKAN leaves out the dates that it keeps itself.
  const given = (name: 'issued' | 'modified'): object => {
    const text = textOf(fields, `dcat_${name}`, name)
    return text === '' ? {} : { [name]: text }
  }
  const publisher = agent('publisher_name', 'publisher_email')
  return {
    title: textOf(fields, 'title'),
    description: orNull(textOf(fields, 'notes')),
    landingPage: orNull(textOf(fields, 'url')),
    keyword: dataset.tags.map(({ name }) => name),
    publisher: Object.keys(publisher).length > 0 ? publisher : agent('maintainer', 'maintainer_email'),
    creator: agent('author', 'author_email'),
    ...given('issued'),
    ...given('modified'),
    distribution: dataset.resources.map((resource) => {
      const own = resourceFields(resource)
      return {
        title: orNull(textOf(own, 'name')),
        description: orNull(textOf(own, 'description')),
        format: orNull(textOf(own, 'format')),
        byteSize: own('size') ?? null,
        accessURL: orNull(textOf(own, 'access_url', 'url')),
      }
    }),
  }
}
