// `npm run test:slow [-- jest arguments]`: the tests that take long (*.slow.ts). The last line counts them.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureInstalled, root } from './ensure-installed.mjs'

ensureInstalled({ development: true })
const folder = mkdtempSync(path.join(tmpdir(), 'ckanister-slow-'))
const report = path.join(folder, 'report.json')
const jest = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...process.argv.slice(2)]
const { status } = spawnSync(path.join(root, 'node_modules/.bin/node'), jest, {
  cwd: root,
  stdio: ['inherit', 'ignore', 'inherit'],
  env: { ...process.env, SLOW_TESTS: '1' },
})
try {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  process.stdout.write(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(status ?? 1)
