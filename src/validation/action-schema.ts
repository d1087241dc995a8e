import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { packageRoot } from '../core/package-root.ts'
import { compile, type CompiledObject, type SchemaNode } from './compile.ts'

const compiled = new Map<string, CompiledObject | undefined>()

const readSchema = (file: string): SchemaNode => JSON.parse(readFileSync(file, 'utf8')) as SchemaNode

/** The contract of an action as its file says it, references included; undefined when there is none. */
export function readActionSchema(
  noun: string,
  name: string,
): { schema: SchemaNode; file: string } | undefined {
  const file = join(packageRoot, 'schemas', 'actions', noun, `${name}.json`)
  return existsSync(file) ? { schema: readSchema(file), file } : undefined
}

/** The rules of an action's parameters; undefined when its schema names none (then parameters reach it as they came). */
export function actionSchema(noun: string, name: string): CompiledObject | undefined {
  const key = `${noun}/${name}`
  if (compiled.has(key)) return compiled.get(key)
  const read = readActionSchema(noun, name)
  const result =
    read &&
    compile(
      read.schema,
      (reference, from) => {
        const file = resolve(dirname(from), reference)
        return { schema: readSchema(file), file }
      },
      read.file,
    )
  compiled.set(key, result)
  return result
}
