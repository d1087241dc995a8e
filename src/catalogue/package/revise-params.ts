import { type ErrorDict, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { pythonRepr } from '../../validation/python.ts'
import { type Glob, readGlob } from './revise-filter.ts'
import { type Bag, getMember, isBag, isList, readText } from './revise-json.ts'

/** What a call of package_revise asks for. */
export interface Revision {
  /** Id or name of the dataset. */
  readonly target: string
  readonly match: Bag
  readonly matchPaths: readonly (readonly [string, unknown])[]
  readonly filter: readonly Glob[]
  readonly update: Bag
  readonly updatePaths: readonly (readonly [string, unknown])[]
  readonly include: readonly Glob[]
}

function readBag(params: Params, key: string, errors: ErrorDict): Bag {
  const value = readText(params[key])
  if (value === undefined || value === null) return {}
  if (isBag(value)) return value
  errors[key] = ['Must be a dict']
  return {}
}

function readGlobs(params: Params, key: string, errors: ErrorDict): readonly Glob[] {
  const given = readText(params[key])
  if (given === undefined || given === null) return []
  const list = typeof given === 'string' ? given.split(',') : given
  if (!isList(list)) {
    errors[key] = ['Not a list']
    return []
  }
  const wrong = list.filter((item) => typeof item !== 'string')
  if (wrong.length > 0) errors[key] = wrong.map((item) => `Not a string: ${pythonRepr(item)}`)
  return list.filter((item) => typeof item === 'string').map(readGlob)
}

const readPaths = (params: Params, prefix: string): readonly (readonly [string, unknown])[] =>
  Object.entries(params)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), readText(value)] as const)

/** A name that is a number stays a text; JSON text in quotes is read. */
function readName(value: unknown): unknown {
  const read = readText(value)
  return typeof read === 'string' ? read : value
}

/** @throws ValidationError for parameters of a wrong shape, or without a dataset */
export function readRevision(params: Params): Revision {
  const errors: ErrorDict = {}
  const match = readBag(params, 'match', errors)
  const update = readBag(params, 'update', errors)
  const filter = readGlobs(params, 'filter', errors)
  const include = readGlobs(params, 'include', errors)
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  const candidates = [
    readName(params['match__id']),
    getMember(match, 'id'),
    readName(params['match__name']),
    getMember(match, 'name'),
  ]
  const target = candidates.find(Boolean)
  if (target === undefined) throw new ValidationError({ match__id: 'Missing value' })
  const matchPaths = readPaths(params, 'match__').map(
    ([path, value]) =>
      [path, path === 'id' || path === 'name' ? readName(params[`match__${path}`]) : value] as const,
  )
  return {
    target: typeof target === 'string' ? target : '',
    match,
    matchPaths,
    filter,
    update,
    updatePaths: readPaths(params, 'update__'),
    include,
  }
}
