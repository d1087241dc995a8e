import type { JsonObject } from '../../core/json.ts'
import { FetchError } from '../../fetch/fetch-error.ts'
import { objectsOf, textOf } from '../../harvest/record-values.ts'
import type { Services } from '../../kernel/context.ts'
import { cloneRecords } from './clone-records.ts'
import type { CloneReport } from './clone-report.ts'
import type { Remote } from './remote.ts'

/** Brings users as far as the token may see them: without an e-mail address none can be made. */
export async function cloneUsers(services: Services, remote: Remote, report: CloneReport): Promise<void> {
  let listed: readonly JsonObject[]
  try {
    listed = objectsOf(await remote.ask('user_list', { all_fields: 'true' }))
  } catch (error) {
    if (!(error instanceof FetchError) || error.isTemporary) throw error
    report.tell('users: the other CKAN shows none to this token')
    return
  }
  const users: JsonObject[] = []
  for (const { id, name } of listed) {
    const query = { id: textOf(id), include_password_hash: 'true' }
    const user = await remote.find('user_show', query)
    if (user && textOf(user.email) !== '' && !(await services.store.users.find(textOf(name))))
      users.push(user)
  }
  await cloneRecords(
    services,
    'user',
    users,
    { fix: true },
    {
      onOutcome: (record, outcome) => {
        report.note('user', record, outcome)
      },
    },
  )
}
