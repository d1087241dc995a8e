// `npm run test:pack`: what a stranger gets. Packs, installs the tarball in an empty folder, runs it there.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { ensureInstalled, root } from './ensure-installed.mjs'
import { freePort, runningServer } from './running-server.mjs'

ensureInstalled({ development: true })
const run = promisify(execFile)
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'ckanister-pack-')))
const home = path.join(folder, 'somewhere')
const data = path.join(folder, 'data')

// As in a fresh terminal: without the Node, the paths and the variables that npm gives to scripts of this repository.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package|lifecycle)_|npm_config_local_prefix$|npm_execpath$|npm_node_|npm_command$|INIT_CWD$)/.test(
        name,
      ),
  ),
)
env.PATH = env.PATH.split(path.delimiter)
  .filter((entry) => !entry.includes('node_modules'))
  .join(path.delimiter)
const there = { cwd: home, env, maxBuffer: 1e8 }

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
const expect = (holds, message) => {
  if (!holds) throw new Error(message)
}
let server
let url

const steps = [
  [
    'npm pack',
    async () => {
      const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
        ...there,
        cwd: root,
      })
      const [{ filename, files, size }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')))
      const names = files.map((file) => file.path)
      for (const name of [
        'LICENSE',
        'README.md',
        'bin/ckanister.js',
        'dist/main.js',
        'schemas/config.json',
      ]) {
        expect(names.includes(name), `${name} is not in the package`)
      }
      const strays = names.filter((name) => /^(src|test|scripts|data|\.)/.test(name))
      expect(strays.length === 0, `in the package but no part of it: ${strays.join(', ')}`)
      process.stdout.write(`     ${filename}: ${names.length} files, ${(size / 1e6).toFixed(1)} MB\n`)
      mkdirSync(home)
      writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n')
      await run('npm', ['install', '--loglevel=error', path.join(folder, filename)], there)
    },
  ],
  [
    'npx ckanister --version',
    async () => {
      const { stdout } = await run('npx', ['ckanister', '--version'], there)
      expect(stdout.trim() === version, `printed ${stdout.trim()}, not ${version}`)
    },
  ],
  [
    'the command passes exit codes on',
    async () => {
      const outcome = await run('npx', ['ckanister', 'no-such-command'], there).catch((error) => error)
      expect(outcome.code === 1 || outcome.code === 2, `exit code ${outcome.code}`)
      expect(!/\n\s+at /.test(outcome.stderr), `a stack trace: ${outcome.stderr}`)
    },
  ],
  [
    'npx ckanister init',
    async () => {
      await run('npx', ['ckanister', 'init', '--data', data], there)
    },
  ],
  [
    'npx ckanister user add',
    async () => {
      const person = [
        'admin',
        '--email',
        'admin@example.com',
        '--password',
        'correct-horse',
        '--sysadmin',
        '--token',
      ]
      const { stdout } = await run('npx', ['ckanister', 'user', 'add', ...person, '--data', data], there)
      env.TOKEN = stdout.trim().split('\n').at(-1)
      expect(/^\S{20,}$/.test(env.TOKEN), `no token in: ${stdout}`)
    },
  ],
  [
    'the command serves under the Node that is older than it needs',
    async () => {
      const port = await freePort()
      url = `http://127.0.0.1:${port}`
      const command = path.join(home, 'node_modules', '.bin', 'ckanister')
      server = await runningServer(command, ['serve', '--port', String(port), '--data', data], {
        ...there,
        url,
      })
    },
  ],
  [
    'a dataset is created and shown',
    async () => {
      const call = async (action, body) => {
        const headers = { Authorization: env.TOKEN, 'Content-Type': 'application/json' }
        const answer = await fetch(`${url}/api/3/action/${action}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        })
        const text = await answer.text()
        expect(answer.status === 200, `${action} answered ${answer.status}: ${text}`)
        return JSON.parse(text).result
      }
      await call('organization_create', { name: 'town' })
      await call('package_create', { name: 'trees', title: 'Bäume', owner_org: 'town' })
      const found = await call('package_search', { q: 'bäume' })
      expect(found.count === 1 && found.results[0].name === 'trees', `found ${JSON.stringify(found)}`)
    },
  ],
  [
    'the API is described, and its viewer is there',
    async () => {
      const document = await (await fetch(`${url}/api/3/openapi.json`)).json()
      expect('/api/3/action/package_create' in document.paths, 'package_create is not described')
      for (const file of [
        'docs',
        'docs/swagger-ui-bundle.js',
        'docs/swagger-ui.css',
        'docs/start-viewer.js',
      ]) {
        const answer = await fetch(`${url}/api/${file}`)
        expect(answer.status === 200, `/api/${file} answered ${answer.status}`)
      }
    },
  ],
  [
    'SIGTERM ends it with exit code 0',
    async () => {
      const code = await server.stop()
      server = undefined
      expect(code === 0, `exit code ${code}`)
    },
  ],
]

let passed = 0
let failed = 0
for (const [name, step] of steps) {
  try {
    await step()
    passed += 1
    process.stdout.write(`ok   ${name}\n`)
  } catch (error) {
    failed += 1
    process.stdout.write(`FAIL ${name}: ${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}\n`)
    // Each step needs those before it.
    break
  }
}
await server?.stop()
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
