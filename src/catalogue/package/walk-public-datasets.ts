import type { DatasetShown } from '../../dcat/dataset-shown.ts'
import type { Store } from '../../store/store.ts'

const SLICE = 500
/** Kinds of datasets that are none to others: sources of harvests, and showcases (ckanext-dcat). */
const LEFT_OUT = new Set(['harvest', 'showcase'])

/** Every active public dataset in the order of creation, some at a time: memory stays the same however many there are. */
export async function* walkPublicDatasets({ packages }: Store): AsyncGenerator<readonly DatasetShown[]> {
  const last = await packages.lastNumber()
  for (let from = 0; from < last; from += SLICE) {
    const slice = await packages.publicBetween(from, from + SLICE)
    const shown = await Promise.all(slice.map(({ id }) => packages.rendered(id)))
    const datasets = shown.flatMap((text) =>
      text ? [text.parse() as DatasetShown & { readonly type: string }] : [],
    )
    yield datasets.filter(({ type }) => !LEFT_OUT.has(type))
  }
}
