import type { Probe, Question } from '../probe.ts'

const onTable = (
  action: string,
  more: Readonly<Record<string, unknown>> = {},
  others: Partial<Probe> = {},
): Probe => ({
  action,
  kind: 'dataset',
  data: ({ subject }: Question) => ({ resource_id: subject.resource, ...more }),
  ...others,
})

const force = true
/** Not `missing`: then the message is the database's own, with its whole statement. */
const TABLES = ['public', 'private', 'draft', 'deleted', 'elsewhere-private', 'unowned']
const fields = [{ id: 'number', type: 'int' }]

/** Every dataset's resource is a table here. */
export const datastoreProbes: readonly Probe[] = [
  onTable('datastore_search'),
  { action: 'datastore_info', kind: 'dataset', data: ({ subject }) => ({ id: subject.resource }) },
  {
    action: 'datastore_search_sql',
    kind: 'dataset',
    states: TABLES,
    data: ({ subject }) => ({ sql: `SELECT * FROM "${subject.resource}"` }),
  },
  {
    action: 'datastore_search_sql',
    variant: 'together with a public table',
    kind: 'dataset',
    states: TABLES,
    data: async ({ world, subject, actor }) => {
      const { resource } = await world.subject('dataset', 'public', actor)
      return { sql: `SELECT * FROM "${resource}" a, "${subject.resource}" b` }
    },
  },
  onTable('datastore_upsert', { method: 'insert', records: [{ number: 2 }], force }),
  onTable('datastore_upsert', { method: 'insert', records: [{ number: 2 }] }, { variant: 'without force' }),
  onTable('datastore_create', { fields, records: [{ number: 3 }], force }),
  {
    action: 'datastore_create',
    variant: 'with a resource',
    kind: 'dataset',
    data: ({ subject }) => ({ resource: { package_id: subject.id, name: 'Table' }, fields }),
  },
  onTable('datastore_records_delete', { filters: { number: 9 }, force }),
  onTable('datastore_delete', { filters: { number: 9 }, force }, { variant: 'of records' }),
  onTable('datastore_run_triggers'),
  onTable('datastore_delete', { force }, { spoils: true }),
  {
    action: 'datastore_function_create',
    data: ({ world }) => ({
      name: world.unique('trigger').replaceAll('-', '_'),
      definition: 'BEGIN RETURN NEW; END;',
      rettype: 'trigger',
    }),
  },
  { action: 'datastore_function_delete', data: () => ({ name: 'missing', if_exists: true }) },
]
