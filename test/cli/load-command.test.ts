import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { progressBar } from '../../src/cli/load/progress-bar.ts'

describe('ckanister load and dump', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ckanister-command-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  const program = path.resolve(import.meta.dirname, '../../bin/ckanister.js')
  const ckanister = (args: readonly string[], input = '') =>
    spawnSync(process.execPath, [program, ...args, '--data', 'data'], {
      cwd: folder,
      input,
      encoding: 'utf8',
    })

  const record = (name: string) => `${JSON.stringify({ name, resources: [] })}\n`

  it('load standard input, report what was refused, and say so with the exit code', () => {
    const args = ['load', '--owner-org', 'archive']
    const first = ckanister(args, record('one') + record('Bad') + record('two'))
    expect(first.stderr).toContain('standard input: datasets, shape of CKAN\n')
    expect(first.stderr).toContain('refused: standard input, line 2 (Bad): name: Must be purely lowercase')
    expect(first.stdout).toMatch(/^datasets: 2 created, 1 refused\n3 records in [\d.]+ s \(\d+\/s\)\n/)
    expect(first.stdout).toContain('1 refused, 0 repaired: see load-report.jsonl\n')
    expect(first.status).toBe(1)
    const report = path.join(folder, 'load-report.jsonl')
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({
      source: 'standard input',
      line: 2,
      kind: 'dataset',
      name: 'Bad',
      reason: expect.stringContaining('name: Must be purely') as string,
    })

    const second = ckanister(args, record('one') + record('two'))
    expect(second.stdout).toMatch(/^datasets: 2 unchanged\n/)
    expect(second.status).toBe(0)
    expect(existsSync(report)).toBe(false)

    const dump = ckanister(['dump', 'datasets'])
    expect(
      dump.stdout.split('\n').map((line) => line && (JSON.parse(line) as { readonly name: string }).name),
    ).toEqual(['one', 'two', ''])
    expect(dump.stderr).toBe('2 datasets\n')
    expect(dump.status).toBe(0)
  })

  it('say in one line what is in the way', () => {
    writeFileSync(path.join(folder, 'table.csv'), 'a,b\n1,2\n')
    const foreign = ckanister(['load', 'table.csv'])
    expect(foreign.stderr).toBe('refused: table.csv, line 1: it begins with “a,b”, which is no JSON\n')
    expect(foreign.status).toBe(1)
    const unknown = ckanister(['dump', 'datasets', 'none'])
    expect(unknown.stderr).toBe('Not found: dataset none\n')
    expect(unknown.status).toBe(1)
    const nowhere = ckanister(['dump', 'datasets', '-o', 'no/such/folder.jsonl'])
    expect(nowhere.stderr).toMatch(/^ENOENT: no such file or directory[^\n]*\n$/)
    expect(nowhere.status).toBe(1)
  })
})

describe('progress', () => {
  function drawn(isTTY: boolean): readonly string[] {
    let now = 0
    const written: string[] = []
    const terminal = { isTTY, columns: 80, write: (text: string) => written.push(text) }
    const progress = progressBar(terminal, () => now)
    progress.start(1000)
    for (let i = 0; i < 100; i += 1) {
      now += 100
      progress.bytes(5)
      progress.record()
    }
    progress.end()
    return written
  }

  it('is a bar with rate and time left on a terminal', () => {
    const written = drawn(true)
    expect(written.filter((text) => text.includes('█')).at(-1)).toBe(
      '████████████░░░░░░░░░░░░ 50 %  100 records, 10/s, 10 s left',
    )
    expect(written.at(-1)).toBe('\r\u001b[K')
  })

  it('is a plain line now and then elsewhere', () => {
    expect(drawn(false)).toEqual(['50 %  100 records, 10/s, 10 s left\n'])
  })
})
