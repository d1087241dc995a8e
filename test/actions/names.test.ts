import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { actionNames } from '../../src/actions/registry.ts'
import { OWN_ACTIONS } from '../auth/own-actions.ts'

/** Names that help_show of a CKAN 2.11.5 knows, by the plugin that brings them. */
const names = JSON.parse(
  readFileSync(join(__dirname, '../../fixtures/ckan-actions.json'), 'utf8'),
) as Readonly<Record<'core' | 'activity' | 'datastore', readonly string[]>>
const here = new Set(actionNames())

it.each(Object.entries(names))('has every action of CKAN (%s)', (_, wanted) => {
  expect(wanted.filter((name) => !here.has(name))).toEqual([])
})

it('has no other action but those that say why', () => {
  const known = new Set(Object.values(names).flat())
  expect([...here].filter((name) => !known.has(name) && !OWN_ACTIONS.has(name))).toEqual([])
  expect([...OWN_ACTIONS.keys()].filter((name) => !here.has(name) || known.has(name))).toEqual([])
})
