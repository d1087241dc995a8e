import { NotFound } from '../../core/errors.ts'
import type { Context } from '../../kernel/context.ts'
import type { UserRow } from '../../store/users.ts'

/** The user of an id or name, any state. @throws NotFound, with `detail` if the action words it so */
export async function findUser(context: Context, idOrName: unknown, detail?: string): Promise<UserRow> {
  const user = typeof idOrName === 'string' ? await context.store.users.find(idOrName) : undefined
  if (!user) throw new NotFound(detail)
  return user
}
