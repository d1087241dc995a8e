import type { Node } from '@pgsql/types'
import { coerce } from '../cast.ts'
import type { Expression } from '../expression.ts'
import { binary } from '../operators.ts'
import { commonType } from '../sql-type.ts'
import { condition } from './condition.ts'
import type { Place } from './place.ts'

/** `CASE … END` */
export function choice(node: Extract<Node, { CaseExpr: unknown }>['CaseExpr'], place: Place): Expression {
  const subject = node.arg ? place.translate(node.arg, place) : undefined
  const whens = (node.args ?? []).flatMap((one) => ('CaseWhen' in one ? [one.CaseWhen] : []))
  const results = whens.map((one) => place.translate(one.result, place))
  const otherwise = node.defresult ? place.translate(node.defresult, place) : undefined
  const type = commonType(
    [...results, ...(otherwise ? [otherwise] : [])].map((one) => one.type),
    'CASE',
  )
  const cases = whens.map((one, at) => {
    const test = subject
      ? binary('=', subject, place.translate(one.expr, place)).sql
      : condition(one.expr, place)
    const result = results[at]
    return `WHEN ${test} THEN ${result ? coerce(result, type).sql : 'NULL'}`
  })
  return {
    sql: `CASE ${cases.join(' ')}${otherwise ? ` ELSE ${coerce(otherwise, type).sql}` : ''} END`,
    type,
  }
}
