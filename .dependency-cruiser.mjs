/**
 * The layers of docs/architecture.md: a folder imports itself and those to its right in its row or in a later row.
 * Folders of one row do not know each other.
 */
const LAYERS = [
  ['main'],
  ['cli'],
  ['app'],
  ['web'],
  ['http'],
  ['loading'],
  ['actions'],
  ['webhooks'],
  ['catalogue'],
  ['validation', 'dcat', 'harvest'],
  ['auth'],
  ['kernel'],
  ['datastore-sql'],
  ['mail'],
  ['jobs'],
  ['search', 'datastore', 'files', 'tables', 'fetch'],
  ['store'],
  ['scheming'],
  ['config'],
  ['core'],
]

/** Which folders alone may use a package. */
const OWNERS = {
  express: ['http', 'web', 'app'],
  multer: ['http', 'web', 'app'],
  'better-sqlite3': ['store', 'datastore', 'search'],
  ajv: ['validation', 'config'],
  commander: ['cli'],
  nodemailer: ['mail'],
}

/** Paths of a part: a folder of src, or its one file. */
const part = (names) => `^src/(${names.join('|')})(/|\\.ts$)`

const layerRules = LAYERS.flatMap((row, index) =>
  row.map((name) => ({
    name: `layer-${name}`,
    severity: 'error',
    comment: `${name} imports itself and what is to its right in the layers`,
    from: { path: part([name]) },
    to: { path: '^src/', pathNot: part([name, ...LAYERS.slice(index + 1).flat()]) },
  })),
)

const ownerRules = Object.entries(OWNERS).map(([name, owners]) => ({
  name: `only-${owners.join('-')}-use-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: part(owners) },
  to: { path: `(^|/)node_modules/(@types/)?${name}/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...layerRules,
    {
      name: 'known-part',
      severity: 'error',
      comment: 'every part of src has its place in the layers',
      from: {},
      to: { path: '^src/', pathNot: part(LAYERS.flat()) },
    },
    {
      name: 'actions-alone',
      severity: 'error',
      comment: 'shared work of two actions sinks into a lower layer',
      from: { path: '^src/actions/([^/]+)/([^/]+)$' },
      to: { path: '^src/actions/[^/]+/[^/]+$', pathNot: '^src/actions/$1/$2$' },
    },
    ...ownerRules,
    {
      name: 'no-test-in-source',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      comment: 'the program needs its dependencies alone; knip looks after tests and scripts',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
