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
// The viewer of /api/docs, with its licence: all that users need of a large package.
const viewer = path.join(root, 'node_modules', 'swagger-ui-dist')
for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE'])
  cpSync(path.join(viewer, file), path.join(target, 'http', 'docs', 'viewer', file))
