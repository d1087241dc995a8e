import type { A_Expr } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { binary, comparable } from '../operators.ts'
import { itemsOf } from './items-of.ts'
import type { Place } from './place.ts'
import { strings } from './strings.ts'

/** `x IN (…)` */
export function membership(node: A_Expr, place: Place): Expression {
  const left = place.translate(node.lexpr, place)
  const isNot = strings(node.name)[0] === '<>'
  const tests = itemsOf(node.rexpr).map((item) => {
    const right = place.translate(item, place)
    if (left.type === 'record') return binary('=', left, right).sql
    const [a, b] = comparable('=', left, right)
    return { a: a.sql, b: b.sql }
  })
  const [first] = tests
  const isPlain = tests.every(
    (test) => typeof test !== 'string' && typeof first !== 'string' && test.a === first?.a,
  )
  if (isPlain && first !== undefined && typeof first !== 'string')
    return {
      sql: `(${first.a} ${isNot ? 'NOT ' : ''}IN (${tests.map((test) => (typeof test === 'string' ? test : test.b)).join(', ')}))`,
      type: 'bool',
    }
  const any = tests.map((test) => (typeof test === 'string' ? test : `${test.a} = ${test.b}`)).join(' OR ')
  return { sql: isNot ? `(NOT (${any}))` : `(${any})`, type: 'bool' }
}
