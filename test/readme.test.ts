import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from './support/free-port.ts'
import { readmeBlocks } from './support/readme-blocks.ts'
import { runShellBlocks, type BlockOutcome } from './support/run-shell-blocks.ts'

const root = path.resolve(import.meta.dirname, '..')
const blocks = readmeBlocks(readFileSync(path.join(root, 'README.md'), 'utf8'))

describe('the commands of README.md', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ckanister-readme-'))
  let outcomes: readonly BlockOutcome[] = []

  beforeAll(async () => {
    outcomes = await runShellBlocks(blocks, {
      folder,
      program: path.join(root, 'bin', 'ckanister.js'),
      port: await freePort(),
    })
  }, 90_000)

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(blocks.map(({ line, commands }, index) => ({ line, first: commands.split('\n')[0], index })))(
    'line $line: $first …',
    ({ index }) => {
      const outcome = outcomes[index]
      if (!outcome?.ended) throw new Error(outcome?.output)
    },
  )
})
