import type { Database } from 'better-sqlite3'
import { ValidationError } from '../../core/errors.ts'
import type { Trigger } from './table-meta.ts'

export interface NewFunction {
  readonly name: string
  readonly rettype: string
  readonly arguments: readonly unknown[]
  readonly definition: string
  readonly or_replace: boolean
}

/** The first word that no body begins with. */
function checkBody(definition: string): void {
  const [word = ''] = /\S+/.exec(definition) ?? []
  if (!/^(?:begin|declare|<<)/i.test(word)) {
    const near = word === '' ? 'syntax error at end of input' : `syntax error at or near "${word}"`
    throw new ValidationError({ definition: [near] })
  }
}

/** Functions in PL/pgSQL are kept as they were given, but can't run here: a table that names one is refused. */
export function triggerFunctions(db: Database) {
  const find = db.prepare('SELECT 1 FROM ds_function WHERE name = ?').pluck()
  const put = db.prepare(
    'INSERT OR REPLACE INTO ds_function (name, rettype, arguments, definition) VALUES (?, ?, ?, ?)',
  )
  const remove = db.prepare('DELETE FROM ds_function WHERE name = ?')
  return {
    /** @throws ValidationError for a function that does not exist, or would have to run */
    check: (triggers: readonly Trigger[] | undefined): void => {
      for (const { function: name } of triggers ?? []) {
        const message =
          find.get(name) === undefined
            ? `function ${name}() does not exist`
            : `function ${name}() is written in PL/pgSQL, which this server does not run. Change the values before they are sent.`
        throw new ValidationError({ triggers: [message] })
      }
    },
    /** @throws ValidationError */
    create: (asked: NewFunction): void => {
      if (asked.rettype.toLowerCase() !== 'trigger')
        throw new ValidationError({ rettype: ['Only functions that return trigger are kept'] })
      checkBody(asked.definition)
      if (!asked.or_replace && find.get(asked.name) !== undefined) {
        throw new ValidationError({
          name: [`function "${asked.name}" already exists with same argument types`],
        })
      }
      put.run(asked.name, asked.rettype, JSON.stringify(asked.arguments), asked.definition)
    },
    /** @throws ValidationError for one that does not exist, unless `ifExists` */
    remove: (name: string, ifExists: boolean): void => {
      const { changes } = remove.run(name)
      if (changes === 0 && !ifExists)
        throw new ValidationError({ name: [`function ${name}() does not exist`] })
    },
  }
}
