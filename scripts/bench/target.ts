import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataset, organization, ORGANIZATIONS } from './synthetic-catalogue.ts'

/** A server that is measured. */
export interface Target {
  readonly name: string
  readonly url: string
  readonly token: string
  /** Resident memory of the server's process, MB; undefined for a server that is not ours. */
  readonly memory: () => number | undefined
  readonly stop: () => void
}

/** The program. */
export const MAIN = join(import.meta.dirname, '../../src/main.ts')

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => {
        resolve(port)
      })
    })
  })

function residentMegabytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

async function waitFor(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(`${url}/api/3`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`No server answers at ${url}.`)
}

/** Serves a data folder on a free port. */
export async function serveFolder(
  data: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Pick<Target, 'url' | 'stop'> & { readonly memory: () => number; readonly pid: number }> {
  const port = await freePort()
  const child = spawn(process.execPath, [MAIN, 'serve', '--port', String(port), '--data', data], {
    stdio: 'ignore',
    env,
  })
  const url = `http://127.0.0.1:${String(port)}`
  await waitFor(url)
  return { url, pid: child.pid ?? 0, memory: () => residentMegabytes(child), stop: () => child.kill() }
}

/** Ckanister in a fresh data folder, filled by `ckanister load` with so many datasets. */
export async function startOwn(datasets: number): Promise<Target & { readonly loadSeconds: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'ckanister-bench-'))
  const data = join(folder, 'data')
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, [MAIN, ...args, '--data', data], { encoding: 'utf8', maxBuffer: 1e8 })
  const printed = run(
    'user',
    'add',
    'bench',
    '--email',
    'bench@example.com',
    '--password',
    'correct-horse',
    '--sysadmin',
    '--token',
  )
  const token = printed.trim().split('\n').at(-1) ?? ''
  const load = (file: string, kind: string): string =>
    run('load', file, '--kind', kind, '--report', join(folder, 'report.jsonl'))
  const lines = (items: readonly object[]): string =>
    items.map((item) => `${JSON.stringify(item)}\n`).join('')
  const organizations = join(folder, 'organizations.jsonl')
  writeFileSync(organizations, lines(Array.from({ length: ORGANIZATIONS }, (_, n) => organization(n))))
  const catalogue = join(folder, 'datasets.jsonl')
  writeFileSync(catalogue, lines(Array.from({ length: datasets }, (_, n) => dataset(n))))
  load(organizations, 'organizations')
  const begun = performance.now()
  load(catalogue, 'datasets')
  const loadSeconds = (performance.now() - begun) / 1000
  const server = await serveFolder(data)
  return {
    ...server,
    name: 'ckanister',
    token,
    loadSeconds,
    stop: () => {
      server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Another server that speaks the same API: `URL,TOKEN`; missing datasets are made through it. */
export async function useOther(address: string, datasets: number): Promise<Target> {
  const [url = '', token = ''] = address.split(',')
  const post = (action: string, data: object): Promise<Response> =>
    fetch(`${url}/api/3/action/${action}`, {
      method: 'POST',
      headers: { Authorization: token, 'Content-Type': 'application/json' },
      body: JSON.stringify(data),
    })
  for (let n = 0; n < ORGANIZATIONS; n++) await post('organization_create', organization(n))
  for (let n = 0; n < datasets; n++) {
    const { name } = dataset(n)
    const known = await fetch(`${url}/api/3/action/package_show?id=${name}`)
    if (!known.ok) await post('package_create', dataset(n))
  }
  return { name: new URL(url).host, url, token, memory: () => undefined, stop: () => undefined }
}
