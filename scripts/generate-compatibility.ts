import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

interface Step {
  readonly request?: { readonly action?: string; readonly path?: string }
  readonly differs?: true
}
type Recording =
  | readonly { readonly steps: readonly Step[] }[]
  | { readonly cases: readonly { readonly steps: readonly Step[] }[] }
/** Setting → action and variant → state → answer → actors. */
type Matrix = Readonly<Record<string, Record<string, Record<string, Record<string, readonly string[]>>>>>

interface Difference {
  readonly number: number
  readonly area: string
  readonly cells: readonly string[]
}

interface Counts {
  same: number
  differing: number
}

const INTRODUCTION = `# Compatibility

<!-- Written by \`npm run generate\` from src/actions, fixtures/ and docs/differences.md. Do not edit. -->

What is known about each action of CKAN 2.11.5 (134 of its core, 13 of its plugin activity, 10 of its plugin datastore).

*Recorded steps* are requests whose answers by a real CKAN lie in \`fixtures/recorded\`; \`npm test\` plays them and
compares everything but ids and times. *Same* is answered as there, *other* is marked as answered otherwise and is only
played. A step counts for the action that it calls, those that only prepare a case too. *Who may* is the number of
answers in \`fixtures/authorization-matrix.json.gz\`: one for each kind of user and each state of the object, compared
by status and message. *On purpose* names the deliberate differences below.
`

const readGzip = (file: string): unknown => JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'))

/** Action names → noun: the folders of src/actions. */
function actionNouns(root: string): ReadonlyMap<string, string> {
  const folder = path.join(root, 'src/actions')
  const nouns = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return new Map(
    nouns.flatMap(({ name: noun }) =>
      readdirSync(path.join(folder, noun))
        .filter((file) => file.endsWith('.ts'))
        .map((file): [string, string] => [path.basename(file, '.ts'), noun]),
    ),
  )
}

/** The action that a step calls; steps without a request are searches. */
function actionOf({ request }: Step): string | undefined {
  if (!request) return 'package_search'
  return request.action ?? /^\/api\/(?:3\/)?action\/(\w+)/.exec(request.path ?? '')?.[1]
}

/** Recorded steps by action; what calls no action is counted under `''`. */
function recordedSteps(root: string): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>()
  const folder = path.join(root, 'fixtures/recorded')
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json.gz'))) {
    const recording = readGzip(path.join(folder, file)) as Recording
    const cases = 'cases' in recording ? recording.cases : recording
    for (const step of cases.flatMap(({ steps }) => steps)) {
      const action = actionOf(step) ?? ''
      const count = counts.get(action) ?? { same: 0, differing: 0 }
      counts.set(action, count)
      count[step.differs ? 'differing' : 'same']++
    }
  }
  return counts
}

/** Answers of the authorization matrix by action. */
function matrixAnswers(root: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const file = path.join(root, 'fixtures/authorization-matrix.json.gz')
  if (!existsSync(file)) return counts
  for (const rows of Object.values(readGzip(file) as Matrix)) {
    for (const [row, states] of Object.entries(rows)) {
      const action = row.split(' ')[0] ?? ''
      const actors = Object.values(states).flatMap((answers) => Object.values(answers).flat())
      counts.set(action, (counts.get(action) ?? 0) + actors.length)
    }
  }
  return counts
}

/** The rows of the tables of docs/differences.md, in their order. */
function readDifferences(root: string): readonly Difference[] {
  const found: Difference[] = []
  let area = ''
  const lines = readFileSync(path.join(root, 'docs/differences.md'), 'utf8').split('\n')
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('## ')) area = line.slice(3)
    const isHead = lines[at + 1]?.startsWith('|---') === true
    if (!line.startsWith('| ') || isHead) continue
    const cells = line.slice(2, line.lastIndexOf('|')).split(/(?<!\\)\|/)
    found.push({ number: found.length + 1, area, cells: cells.map((cell) => cell.trim()) })
  }
  return found
}

/** Whether a difference speaks of an action: `name`, or `bulk_update_*`, in its first two cells. */
function concerns({ cells }: Difference, action: string): boolean {
  const named = cells
    .slice(0, 2)
    .join(' ')
    .matchAll(/`([a-z_*]+)[^`]*`/g)
  return [...named].some(([, name = '']) =>
    name.includes('*')
      ? /[a-z]/.test(name) && new RegExp(`^${name.replaceAll('*', '.*')}$`).test(action)
      : name === action,
  )
}

function actionTables(root: string, differences: readonly Difference[]): string {
  const steps = recordedSteps(root)
  const answers = matrixAnswers(root)
  const known = JSON.parse(readFileSync(path.join(root, 'fixtures/ckan-actions.json'), 'utf8')) as Record<
    string,
    readonly string[]
  >
  const wanted = Object.values(known).flat()
  const nouns = actionNouns(root)
  const rowOf = (action: string): string => {
    const { same, differing } = steps.get(action) ?? { same: 0, differing: 0 }
    const meant = differences.filter((one) => concerns(one, action)).map(({ number }) => number)
    return `| \`${action}\` | ${same} | ${differing} | ${answers.get(action) ?? 0} | ${meant.join(', ')} |`
  }
  const chapter = (title: string, actions: readonly string[]): string =>
    actions.length === 0
      ? ''
      : `## ${title}\n\n| action | same | other | who may | on purpose |\n|---|---:|---:|---:|---|\n${[...actions].sort().map(rowOf).join('\n')}\n`
  const sum = (key: keyof Counts): number => [...steps.values()].reduce((total, one) => total + one[key], 0)
  const other = steps.get('') ?? { same: 0, differing: 0 }
  const matrixSum = [...answers.values()].reduce((total, one) => total + one, 0)
  const present = wanted.filter((name) => nouns.has(name))
  const summary = `| | |
|---|---|
| actions of CKAN | ${present.length} of ${wanted.length} |
| recorded steps | ${sum('same')} same, ${sum('differing')} other |
| … that call no action | ${other.same} same, ${other.differing} other |
| who may do what | ${matrixSum} answers |
`
  const byNoun = Map.groupBy(present, (name) => nouns.get(name) ?? '')
  const chapters = [...byNoun.keys()]
    .sort()
    .map((noun) => chapter(`Actions: ${noun}`, byNoun.get(noun) ?? []))
  const own = [...nouns.keys()].filter((name) => !wanted.includes(name))
  const missing = wanted.filter((name) => !nouns.has(name))
  return [
    summary,
    ...chapters,
    chapter('Actions that CKAN does not have', own),
    chapter('Actions that are not here', missing),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

/** The page docs/compatibility.md: file path → text. */
export function generateCompatibility(root: string): ReadonlyMap<string, string> {
  const differences = readDifferences(root)
  const areas = Map.groupBy(differences, ({ area }) => area)
  const lists = [...areas].map(([area, rows]) => {
    const lines = rows.map(({ number, cells }) => `| ${number} | ${cells.join(' | ')} |`)
    return `## On purpose: ${area}\n\n| | CKAN | here | why |\n|---:|---|---|---|\n${lines.join('\n')}\n`
  })
  const text = [INTRODUCTION, actionTables(root, differences), ...lists].join('\n')
  return new Map([['docs/compatibility.md', text]])
}
