// `npm test [-- jest arguments]`: installs itself on first use, then runs jest on the pinned Node.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled, root } from './ensure-installed.mjs'

ensureInstalled({ development: true })
const { status } = spawnSync(
  path.join(root, 'node_modules/.bin/node'),
  ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
process.exit(status ?? 1)
