import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../core/package-root.ts'

/** What schemas/config.json says of one option. */
export interface OptionSchema {
  readonly type: 'string' | 'boolean' | 'integer' | 'array'
  readonly default: string | boolean | number | readonly string[]
  readonly description: string
  readonly group: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly examples?: readonly string[]
  /** Never shown. */
  readonly secret?: true
}

export interface ConfigSchema {
  readonly properties: Readonly<Record<string, OptionSchema>>
}

let schema: ConfigSchema | undefined

/** The schema of the configuration, read once. */
export function configSchema(): ConfigSchema {
  schema ??= JSON.parse(readFileSync(join(packageRoot, 'schemas', 'config.json'), 'utf8')) as ConfigSchema
  return schema
}
