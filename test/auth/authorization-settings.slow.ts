import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowName } from '../../scripts/authorization-matrix/play.ts'
import { SETTINGS } from '../../scripts/authorization-matrix/settings.ts'
import { actionNames } from '../../src/actions/registry.ts'
import { DIFFERENCES } from './authorization-differences.ts'
import { OWN_ACTIONS } from './own-actions.ts'
import { playSettings, recorded } from './play-settings.ts'

// A file of its own: it runs beside the largest setting.
playSettings(Object.keys(SETTINGS).filter((name) => name !== 'collaborators'))

it('has a row for every action', () => {
  const rows = new Set(Object.values(recorded).flatMap((matrix) => Object.keys(matrix)))
  const asked = new Set([...rows].map((row) => row.split(' ')[0]))
  expect(actionNames().filter((action) => !asked.has(action) && !OWN_ACTIONS.has(action))).toEqual([])
})

it('asks every recorded row, each once', () => {
  const names = Object.entries(SETTINGS).map(([name, { probes }]) => [name, probes.map(rowName)] as const)
  for (const [name, rows] of names) {
    expect([name, [...new Set(rows)].sort()]).toEqual([name, [...rows].sort()])
    expect([name, Object.keys(recorded[name] ?? {}).sort()]).toEqual([name, [...rows].sort()])
  }
})

it('differs only where docs/differences.md says so', () => {
  const documented = readFileSync(join(__dirname, '../../docs/differences.md'), 'utf8')
  expect(DIFFERENCES.filter(({ listed }) => !documented.includes(`| ${listed}`))).toEqual([])
})
