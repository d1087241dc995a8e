import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

describe('npm run generate', () => {
  it('has nothing to change in what is committed', () => {
    const { stderr, status } = spawnSync(process.execPath, ['scripts/generate.ts', '--check'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })
})
