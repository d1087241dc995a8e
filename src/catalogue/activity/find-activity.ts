import { NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import { requiredId } from '../../kernel/required.ts'
import type { ActivityRow } from '../../store/activities.ts'

/** The activity that `id` names. @throws ValidationError without an id, NotFound */
export async function findActivity(context: Context, params: Params): Promise<ActivityRow> {
  const activity = await context.store.activities.get(requiredId(params, 'id'))
  if (!activity) throw new NotFound()
  return activity
}
