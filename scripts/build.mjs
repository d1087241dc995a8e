// `npm run build`: src → dist, for publishing. The folder is emptied first: a stale file in dist/actions would be an action.
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './ensure-installed.mjs'

const source = path.join(root, 'src')
const target = path.join(root, 'dist')
rmSync(target, { recursive: true, force: true })
const { status } = spawnSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
if (status !== 0) process.exit(status ?? 1)
// tsc leaves SQL migrations and data files behind.
cpSync(source, target, { recursive: true, filter: (file) => !file.endsWith('.ts') })
