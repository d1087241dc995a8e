import { findAction, isOffered } from '../../actions/registry.ts'
import type { Config } from '../../config/config.ts'
import { BadRequest, ValidationError } from '../../core/errors.ts'
import { toJson } from '../../core/json.ts'
import type { Params } from '../../core/params.ts'
import type { Action } from '../../kernel/action.ts'
import { dictionary } from '../dictionary.ts'
import { parseJson } from '../parse-json.ts'
import { pythonJsonError } from '../../core/python-json-error.ts'
import { refuseNul } from '../refuse-nul.ts'
import type { RawLine } from './line-reader.ts'

export interface BulkCall {
  readonly name: string
  readonly action: Action
  readonly params: Params
}

export interface BulkLine {
  readonly line: number
  /** The caller's own name for the line, as JSON; undefined: none. */
  readonly id: string | undefined
  /** What is to be called, or why it can't be. */
  readonly call: BulkCall | Error
}

/** Whether the line only reads. */
export const isReading = ({ call }: BulkLine): boolean =>
  !(call instanceof Error) && call.action.sideEffectFree === true

const MEGABYTE = 1024 * 1024

const parse = (bytes: Buffer, isExact?: boolean): Record<string, unknown> =>
  dictionary(parseJson(bytes, pythonJsonError, isExact))

/** The parameters as a single call with this JSON has them. */
function paramsOf(bytes: Buffer, given: Record<string, unknown>, action: Action): Params {
  const { data } = action.exactNumbers === true ? parse(bytes, true) : given
  const params = dictionary(data ?? {})
  if (action.sideEffectFree !== true && bytes.includes('\\u0000')) refuseNul(params)
  return params
}

async function callOf(bytes: Buffer, given: Record<string, unknown>, config: Config): Promise<BulkCall> {
  const { action: name } = given
  if (typeof name !== 'string' || name === '')
    throw new ValidationError({
      action: [name === undefined ? 'Missing value' : 'Must be the name of an action'],
    })
  const action = isOffered(config, name) ? await findAction(name) : undefined
  if (!action) throw new BadRequest(`Action name not known: ${name}`)
  return { name, action, params: paramsOf(bytes, given, action) }
}

/** Bytes of a line at the most: as of the body of a single call. */
export const lineLimit = (config: Config): number => config['ckanister.max_json_size'] * MEGABYTE

/** Reads `{"action": …, "data": {…}, "id": …}`. What is wrong with it is given, not thrown: other lines go on. */
export async function readLine({ line, bytes }: RawLine, config: Config): Promise<BulkLine> {
  let id: string | undefined
  try {
    if (!bytes) throw new BadRequest(`The line is longer than ${config['ckanister.max_json_size']} MiB`)
    const given = parse(bytes)
    id = given['id'] === undefined ? undefined : toJson(given['id'])
    return { line, id, call: await callOf(bytes, given, config) }
  } catch (error) {
    return { line, id, call: error instanceof Error ? error : new Error(String(error)) }
  }
}
