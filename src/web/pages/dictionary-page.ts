import type { JsonObject } from '../../core/json.ts'
import type { ShownField } from '../../datastore/door.ts'
import { resourceTitle, titleOf, type DatasetShown, type ResourceShown } from '../entities.ts'
import { html, type Html } from '../html.ts'
import { page } from '../layout.ts'
import type { PageRequest } from '../page-request.ts'

/** Types that a load of the file can be told to take. */
const TYPES = ['', 'text', 'numeric', 'timestamp']

const textOf = (info: JsonObject | undefined, key: string): string => {
  const value = info?.[key]
  return typeof value === 'string' ? value : ''
}

function columnFields({ id, type, info }: ShownField, number: number): Html {
  const name = `info__${String(number)}`
  const chosen = textOf(info, 'type_override')
  return html`<tr>
    <th scope="row">${id}<br /><span class="soft">${type}</span></th>
    <td><input name="${name}__label" value="${textOf(info, 'label')}" aria-label="Label of ${id}" /></td>
    <td>
      <textarea name="${name}__notes" rows="3" cols="40" aria-label="Description of ${id}">
${textOf(info, 'notes')}</textarea>
    </td>
    <td>
      <select name="${name}__type_override" aria-label="Type of ${id} when the file is loaded">
        ${TYPES.map((one) =>
          one === chosen
            ? html`<option value="${one}" selected>${one}</option>`
            : html`<option value="${one}">${one}</option>`,
        )}
      </select>
    </td>
  </tr>`
}

/** What the columns of a table mean, to be changed. */
export function dictionaryPage(
  { services, root }: PageRequest,
  shown: DatasetShown,
  resource: ResourceShown,
  columns: readonly ShownField[],
): string {
  const title = 'Data dictionary'
  const path = `${root}/dataset/${shown.name}`
  return page({
    title: `${title} - ${resourceTitle(resource)}`,
    root,
    config: services.config,
    body: html`<p class="soft">
        <a href="${path}">${titleOf(shown)}</a> ·
        <a href="${path}/resource/${resource.id}">${resourceTitle(resource)}</a>
      </p>
      <h1>${title}</h1>
      <form action="${path}/dictionary/${resource.id}" method="post">
        <table>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Label</th>
            <th scope="col">Description</th>
            <th scope="col">Type</th>
          </tr>
          ${columns.map((column, index) => columnFields(column, index + 1))}
          <tr>
            <td colspan="4"><button name="save">Save</button></td>
          </tr>
        </table>
      </form>
      <p class="soft">Types that are chosen here take effect when the file is next loaded.</p>`,
  })
}
