import type { Services } from '../../kernel/context.ts'

/**
 * Makes activity lists leave out the users that `ckan.hide_activity_from_users` names now. Activities carry the mark,
 * so that lists need not look at each; a change of the option walks through all of them once.
 */
export async function syncHiddenUsers({ config, store }: Pick<Services, 'config' | 'store'>): Promise<void> {
  const wanted = new Set<string>()
  for (const name of config['ckan.hide_activity_from_users']) {
    const user = await store.users.find(name)
    if (user) wanted.add(user.id)
  }
  const marked = new Set(await store.activities.hiddenUsers())
  for (const id of new Set([...wanted, ...marked])) {
    if (wanted.has(id) === marked.has(id)) continue
    await store.write((tx) => tx.activities.setHidden(id, wanted.has(id)))
  }
}
