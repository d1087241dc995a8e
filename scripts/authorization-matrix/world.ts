import { ACTORS, type Actor, COLLABORATORS, HOME_ROLES, userName } from './actors.ts'

export interface Answer {
  readonly status: number
  readonly result?: unknown
  readonly error?: Readonly<Record<string, unknown>>
}

/** Asks the server; without a token as a guest. */
export type Ask = (action: string, data: object, token?: string) => Promise<Answer>

/** An object that is asked about. Of a dataset also its resource and that resource's view. */
export interface Subject {
  readonly id: string
  readonly name: string
  readonly resource: string
  readonly view: string
}

/** The kinds of subjects and their states. Home, abroad and below: which organization or group. */
export const STATES = {
  dataset: [
    'public',
    'private',
    'draft',
    'deleted',
    'elsewhere',
    'elsewhere-private',
    'below',
    'unowned',
    'unowned-draft',
    'missing',
  ],
  organization: ['home', 'abroad', 'below', 'deleted', 'missing'],
  group: ['home', 'abroad', 'below', 'deleted', 'missing'],
  user: ['other', 'self', 'deleted', 'missing'],
  vocabulary: ['existing', 'missing'],
  task: ['existing', 'missing'],
  nothing: ['-'],
} as const

export type Kind = keyof typeof STATES

export interface World {
  readonly ask: (action: string, data: object, actor: Actor) => Promise<Answer>
  /** Asks as the sysadmin. @throws Error unless it succeeds */
  readonly must: (action: string, data: object) => Promise<Readonly<Record<string, unknown>>>
  /** The subject of this kind and state: the same one until it is spoilt. */
  readonly subject: (kind: Kind, state: string, actor: Actor) => Promise<Subject>
  readonly spoil: (kind: Kind, state: string) => void
  readonly change: (kind: Kind, state: string, changed: Partial<Subject>) => void
  /** Names an object made later; gives its id. */
  readonly label: (shown: Readonly<Record<string, unknown>>, label: string) => string
  readonly unique: (name: string) => string
  /** The text with names in the place of ids, and without what makes names unique. */
  readonly plain: (text: string) => string
  /** Names that answers are searched for. */
  readonly watched: readonly string[]
}

export interface WorldOptions {
  readonly hasCollaborators: boolean
  /** Users may make datasets without organization: those without are the author's own. */
  readonly hasAuthors: boolean
  /** Every dataset's resource is a table of the DataStore. */
  readonly hasTables?: boolean
}

const MISSING: Subject = { id: 'missing', name: 'missing', resource: 'missing', view: 'missing' }
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** The end of a unique name. */
const UNIQUE = /-n\d+(?!\w)/g

/** Fills an empty server with users, organizations, groups and datasets of every state. */
export async function buildWorld(
  send: Ask,
  sysadminToken: string,
  { hasCollaborators, hasAuthors, hasTables = false }: WorldOptions,
): Promise<World> {
  const labels = new Map<string, string>()
  const tokens = new Map<Actor, string>([['sysadmin', sysadminToken]])
  const users = new Map<string, Subject>()
  const current = new Map<string, Subject>()
  let made = 0

  const must = async (action: string, data: object, token = sysadminToken) => {
    const { status, result, error } = await send(action, data, token)
    if (status !== 200)
      throw new Error(`${action} ${JSON.stringify(data)}: ${status} ${JSON.stringify(error)}`)
    return (result ?? {}) as Readonly<Record<string, unknown>>
  }
  const unique = (name: string): string => `${name}-n${++made}`
  const labelled = (shown: Readonly<Record<string, unknown>>, label: string): Subject => {
    const id = String(shown['id'])
    labels.set(id, label)
    return { ...MISSING, id, name: String(shown['name']) }
  }

  async function makeUser(name: string): Promise<Subject> {
    const user = { name, email: `${name}@example.com`, password: 'correct-horse' }
    return labelled(await must('user_create', user), name.replace(UNIQUE, ''))
  }

  async function makeGroup(kind: 'organization' | 'group', state: string, name: string): Promise<Subject> {
    const roles: readonly Actor[] = state === 'below' ? [] : state === 'abroad' ? ['foreign'] : HOME_ROLES
    const subject = labelled(
      await must(`${kind}_create`, {
        name,
        users: roles.map((role) => ({ name: userName(role), capacity: role === 'foreign' ? 'admin' : role })),
        groups: state === 'below' ? [{ name: `${kind}-home`, capacity: 'public' }] : [],
      }),
      `${kind}-${state}`,
    )
    // By its name: the members stay.
    if (state === 'deleted') await must(`${kind}_delete`, { id: name })
    return subject
  }

  async function makeDataset(state: string, name: string): Promise<Subject> {
    const isUnowned = state.startsWith('unowned')
    const owner = state.startsWith('elsewhere') ? 'abroad' : state === 'below' ? 'below' : 'home'
    const byAuthor = isUnowned && hasAuthors
    const shown = await must(
      'package_create',
      {
        name,
        ...(byAuthor ? {} : { owner_org: `organization-${owner}` }),
        private: state === 'below' || state.endsWith('private'),
        tags: [{ name: `tag-${state}` }],
        resources: [
          { url: 'http://example.com/table.csv', name: `resource-${state}`, format: `format-${state}` },
        ],
      },
      byAuthor ? tokens.get('author') : undefined,
    )
    const { id } = labelled(shown, `dataset-${state}`)
    const resource = labelled(
      (shown['resources'] as readonly Record<string, unknown>[])[0] ?? {},
      'resource',
    ).id
    const view = { resource_id: resource, view_type: 'text_view', title: 'View' }
    const subject = {
      id,
      name,
      resource,
      view: labelled(await must('resource_view_create', view), 'view').id,
    }
    if (hasTables)
      await must('datastore_create', {
        resource_id: resource,
        fields: [{ id: 'number', type: 'int' }],
        records: [{ number: 1 }],
        force: true,
      })
    if (hasCollaborators)
      for (const [actor, capacity] of Object.entries(COLLABORATORS))
        await must('package_collaborator_create', { id, user_id: userName(actor), capacity })
    if (isUnowned && !byAuthor) await must('package_owner_org_update', { id, organization_id: '' })
    if (state.endsWith('draft')) await must('package_patch', { id, state: 'draft' })
    if (state === 'deleted') await must('package_delete', { id: name })
    return subject
  }

  async function makeSubject(kind: Kind, state: string, name: string): Promise<Subject> {
    if (kind === 'nothing' || state === 'missing') return MISSING
    if (kind === 'dataset') return makeDataset(state, name)
    if (kind === 'organization' || kind === 'group') return makeGroup(kind, state, name)
    if (kind === 'vocabulary')
      return labelled(await must('vocabulary_create', { name }), name.replace(UNIQUE, ''))
    if (kind === 'task') {
      const task = { entity_id: name, entity_type: 'thing', task_type: 'test', key: 'key', value: '1' }
      return labelled(
        await must('task_status_update', { ...task, state: 'x', error: '', last_updated: null }),
        'task',
      )
    }
    const user = await makeUser(name)
    if (state === 'deleted') await must('user_delete', { id: user.id })
    return user
  }

  async function subject(kind: Kind, state: string, actor: Actor): Promise<Subject> {
    if (kind === 'user' && state === 'self') return users.get(actor) ?? MISSING
    const key = `${kind}-${state}`
    const known = current.get(key) ?? (await makeSubject(kind, state, unique(key)))
    current.set(key, known)
    return known
  }

  for (const actor of [...ACTORS, 'bystander']) {
    if (actor === 'anonymous' || actor === 'sysadmin') continue
    const name = userName(actor)
    users.set(actor, await makeUser(name))
    const { token } = await must('api_token_create', { user: name, name: 'matrix' })
    tokens.set(actor as Actor, String(token))
  }
  users.set('sysadmin', labelled(await must('user_show', { id: 'admin' }), 'admin'))
  for (const kind of ['organization', 'group'] as const)
    for (const state of ['home', 'abroad', 'below', 'deleted'])
      current.set(`${kind}-${state}`, await makeGroup(kind, state, `${kind}-${state}`))
  for (const state of [...STATES.dataset, 'friend'])
    if (state !== 'missing') current.set(`dataset-${state}`, await makeDataset(state, `dataset-${state}`))
  for (const state of ['public', 'private'])
    await must('package_patch', { id: `dataset-${state}`, groups: [{ name: 'group-home' }] })

  return {
    ask: (action, data, actor) => send(action, data, tokens.get(actor)),
    must,
    subject,
    spoil: (kind, state) => current.delete(`${kind}-${state}`),
    change: (kind, state, changed) => {
      const key = `${kind}-${state}`
      current.set(key, { ...(current.get(key) ?? MISSING), ...changed })
    },
    label: (shown, label) => labelled(shown, label).id,
    unique,
    plain: (text) => text.replace(UUID, (id) => labels.get(id) ?? '<id>').replace(UNIQUE, ''),
    watched: [
      ...STATES.dataset.flatMap((state) => [`dataset-${state}`, `tag-${state}`, `format-${state}`]),
      ...[...users.keys()].map((actor) => `${userName(actor)}@example.com`),
    ],
  }
}
