import { DataError, type ErrorDict } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import type { CompiledObject } from './compile.ts'
import { pythonRepr, pythonType, Tuple } from './python.ts'
import type { Field, Rule, Scope } from './rule.ts'

type Bag = Record<string, unknown>
type Errors = Record<string, (string | ErrorDict)[]>

export interface Validated {
  /** The parameters after their rules: converted, unknown ones dropped, absent ones not there. */
  readonly data: Params
  /** Empty when nothing was refused. */
  readonly errors: ErrorDict
}

const isObject = (value: unknown): value is Bag =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) !== undefined

const isListOfObjects = (value: unknown): value is readonly Bag[] =>
  Array.isArray(value) && value.length > 0 && isPlain(value[0])

/** A JSON object, not a class of ours (an upload). */
function isPlain(value: unknown): value is Bag {
  if (!isObject(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** Sets a member without ever reaching a prototype (`__proto__` is a key like any other). */
function setMember(object: Bag, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}

/** An object that something was deleted from is slow ever after: what is not there is not deleted. */
function removeMember(object: Bag, key: string): void {
  if (Object.hasOwn(object, key)) Reflect.deleteProperty(object, key)
}

/** Parameters without lists of objects where one value belongs: CKAN takes those apart and finds nothing under the name. */
export function withoutLists({ scalars, refuseJunk }: CompiledObject, params: Params): Params {
  if (refuseJunk) return params
  const kept = Object.entries(params).filter(([key, value]) => !scalars.has(key) || !isListOfObjects(value))
  return kept.length === Object.keys(params).length ? params : Object.fromEntries(kept)
}

/**
 * Refuses what has not the structure that the schema's lists ask for, as CKAN does before any rule runs.
 *
 * @throws DataError
 */
function checkStructure(schema: CompiledObject, object: Bag, data: Params, path: string): void {
  for (const { key, item } of schema.lists) {
    const value = object[key]
    if (value === undefined) continue
    const subschema = path === '' ? `('${key}',)` : `(${path}, '${key}')`
    if (!Array.isArray(value) || (value.length > 0 && !isPlain(value[0]))) {
      throw new DataError(
        `Only lists of dicts can be placed against subschema ${subschema} not ${pythonType(value)}`.replace(
          ') not',
          '), not',
        ),
        data,
      )
    }
    for (const [index, member] of value.entries()) {
      if (!isPlain(member)) throw new DataError('Values in lists need to be dicts', data)
      const here = `'${key}', ${String(index)}`
      checkStructure(item, member, data, path === '' ? here : `${path}, ${here}`)
    }
  }
}

async function runRules(rules: readonly Rule[], field: Field, scope: Scope): Promise<boolean> {
  for (const rule of rules) {
    const answer = rule(field, scope)
    const outcome = answer instanceof Promise ? await answer : answer
    if (outcome === 'stop') return true
    if (outcome === 'drop') return false
  }
  return true
}

/** Names of the leaves below lists of objects that no schema knows: CKAN's `__junk`. */
function junkOf(path: readonly (string | number)[], value: unknown): (readonly (string | number)[])[] {
  if (!isListOfObjects(value)) return []
  return value.flatMap((item, index) =>
    Object.entries(item).flatMap(([key, member]) => {
      const here = [...path, index, key]
      const deeper = junkOf(here, member)
      return deeper.length > 0 ? deeper : [here]
    }),
  )
}

interface Walk {
  readonly scope: Scope
  readonly root: Bag
  readonly junk: (readonly (string | number)[])[]
  /** Of the whole: CKAN collects what it can't place from all levels. */
  readonly refusesJunk: boolean
}

async function walk(
  schema: CompiledObject,
  input: Bag,
  { scope, root, junk, refusesJunk }: Walk,
  path: readonly (string | number)[],
): Promise<{ data: Bag; errors: Errors }> {
  const data: Bag = { ...input }
  const errors: Errors = {}
  const top = path.length === 0 ? data : root
  const addErrors = (key: string, messages: readonly string[]): void => {
    if (messages.length > 0) (errors[key] ??= []).push(...messages)
  }
  const whole = async (rules: readonly Rule[], key: string): Promise<void> => {
    if (rules.length === 0) return
    const field: Field = { key, value: data, errors: [], siblings: data, root: top, siblingErrors: errors }
    await runRules(rules, field, scope)
    addErrors(key, field.errors)
  }

  await whole(schema.before, '__before')
  const unknown: string[] = []
  for (const key of Object.keys(input)) {
    const value = input[key]
    if (schema.known.has(key)) {
      // A list of objects where one value belongs: CKAN takes it apart and finds nothing under the name.
      if (!schema.scalars.has(key) || !isListOfObjects(value)) continue
      if (refusesJunk) junk.push(...junkOf([...path, key], value))
      Reflect.deleteProperty(data, key)
      continue
    }
    const found = schema.refuseJunk ? junkOf([...path, key], value) : []
    junk.push(...found)
    if (schema.unknown !== 'keep' || found.length > 0) Reflect.deleteProperty(data, key)
    if (schema.unknown === 'refuse') unknown.push(key)
  }
  if (unknown.length > 0) addErrors('__extras', ['The input field __extras was not expected.'])

  for (const { key, rules } of schema.fields) {
    const field: Field = {
      key,
      value: Object.hasOwn(data, key) ? data[key] : undefined,
      errors: [],
      siblings: data,
      root: top,
      siblingErrors: errors,
    }
    const kept = await runRules(rules, field, scope)
    if (!kept || field.value === undefined) removeMember(data, key)
    else setMember(data, key, field.value)
    addErrors(key, field.errors)
  }

  for (const { key, item } of schema.lists) {
    const value = data[key]
    if (value === undefined) {
      removeMember(data, key)
      continue
    }
    // Empty objects vanish before the rules run, and errors are aligned with what remains.
    const members = (value as readonly Bag[]).filter((member) => Object.keys(member).length > 0)
    const results: { data: Bag; errors: Errors }[] = []
    for (const [index, member] of members.entries()) {
      results.push(await walk(item, member, { scope, root: top, junk, refusesJunk }, [...path, key, index]))
    }
    data[key] = results.map((result) => result.data)
    if (results.some((result) => Object.keys(result.errors).length > 0)) {
      errors[key] = results.map((result) => result.errors)
    }
  }
  await whole(schema.after, '__after')
  return { data, errors }
}

/**
 * Applies a schema's rules to parameters in CKAN's order: top-level fields alphabetically, then the items of lists.
 *
 * @throws DataError when a list of objects is something else; it echoes the parameters as they were `sent`
 */
export async function validate(
  schema: CompiledObject,
  params: Params,
  scope: Scope,
  sent: Params = params,
): Promise<Validated> {
  checkStructure(schema, params, sent, '')
  const junk: (readonly (string | number)[])[] = []
  const { data, errors } = await walk(
    schema,
    params,
    { scope, root: {}, junk, refusesJunk: schema.refuseJunk },
    [],
  )
  if (junk.length > 0)
    errors['__junk'] = [
      `The input field ${pythonRepr(junk.map((path) => new Tuple(path)))} was not expected.`,
    ]
  return { data, errors: flattenTags(errors) }
}

/** Tag errors lose their positions: the messages about names become texts (CKAN's ValidationError). */
function flattenTags(errors: ErrorDict): ErrorDict {
  const { tags } = errors
  if (tags === undefined || typeof tags === 'string') return errors
  const flat: (string | ErrorDict)[] = []
  for (const item of tags) {
    const names = typeof item === 'string' ? item : item['name']
    if (typeof names === 'string') flat.push(names)
    else if (names !== undefined) flat.push(names.filter((name) => typeof name === 'string').join(', '))
    else if (typeof item !== 'string' && Object.keys(item).length > 0) flat.push(item)
  }
  return { ...errors, tags: flat }
}
