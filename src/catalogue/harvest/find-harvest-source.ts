import { NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import { requiredId } from '../../kernel/required.ts'
import type { HarvestSourceRow } from '../../store/harvest-sources.ts'

/** The source of an id or name, which must not be removed. @throws ValidationError without one, NotFound */
export async function findHarvestSource(
  { store }: Context,
  params: Params,
  key: 'id' | 'source_id' = 'id',
): Promise<HarvestSourceRow> {
  const id = requiredId(params, key)
  const source = await store.harvestSources.find(id)
  if (source?.state !== 'active') throw new NotFound(`Harvest source ${id}`)
  return source
}
