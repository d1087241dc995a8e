import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ckanAnswers, someDatasets } from '../harvest/ckan-source.ts'
import { startSource, type StartedSource } from '../harvest/start-source.ts'
import { runProgram } from './run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'harvest-'))
let source: StartedSource
let datasets = someDatasets(20)

beforeAll(async () => {
  source = await startSource(ckanAnswers(() => datasets))
})
afterAll(async () => {
  await source.close()
  rmSync(folder, { recursive: true })
})

const harvest = (...args: readonly string[]) =>
  runProgram(['harvest', ...args, '--data', folder], {
    CKANISTER__FETCH__ALLOWED_NETWORKS: '127.0.0.1',
    CKANISTER__HARVEST__PATIENCE: '1',
  })

it('adds a source, tries it out, harvests it, reports and removes it', async () => {
  const added = await harvest(
    'add',
    'portal',
    source.url,
    '--org',
    'city',
    '--every',
    'daily',
    '--set',
    'rows=10',
  )
  expect(added.stdout).toContain('Made the organization city.')
  expect((await harvest('list')).stdout).toMatch(/^portal\tckan\thttp:\S+\t0 datasets\tdaily\tnext /)

  const tried = await harvest('run', 'portal', '--dry-run')
  expect(tried.stdout).toContain('created\t00000000-0000-4000-8000-000000000000\n')
  expect(tried.stdout).toContain(
    '20 to create, 0 to change, 0 unchanged, 0 to delete, 0 refused; nothing was written',
  )
  expect((await harvest('list')).stdout).toContain('\t0 datasets\t')

  expect((await harvest('run', 'portal')).stdout).toContain('20 created, 0 changed, 0 unchanged')
  datasets = datasets.slice(1)
  const dry = await harvest('run', 'portal', '--dry-run')
  expect(dry.stdout).toBe(
    'deleted\t00000000-0000-4000-8000-000000000000\n' +
      '0 to create, 0 to change, 19 unchanged, 1 to delete, 0 refused; nothing was written (dry run)\n',
  )
  expect((await harvest('run', 'portal')).stdout).toContain('19 unchanged, 1 deleted')
  const report = await harvest('report', 'portal')
  expect(report.stdout).toMatch(/\ndeleted\t00000000-0000-4000-8000-000000000000\t/)
  expect((await harvest('show', 'portal')).stdout).toContain('source_type\tckan')

  source.respond = () => 'no'
  const broken = await harvest('run', 'portal')
  expect(broken.stdout).toContain('no whole JSON')
  expect(broken.code).toBe(1)

  expect((await harvest('remove', 'portal', '--datasets')).stdout).toBe('Removed portal and its datasets.\n')
  const listed = await runProgram(['dump', 'datasets', '--data', folder])
  expect(listed.stdout).toBe('')
  const gone = await harvest('run', 'portal')
  expect(gone.stderr).toContain('There is no source portal.')
  expect(gone.code).toBe(1)
}, 120_000)
