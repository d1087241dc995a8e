import type { Answer } from './world.ts'

function errorText(error: Readonly<Record<string, unknown>> | undefined): string {
  if (!error) return 'no error'
  const { __type: type, message, ...rest } = error
  if (typeof message === 'string' && Object.keys(rest).length === 0) return `${String(type)}: ${message}`
  return `${String(type)}: ${JSON.stringify(message === undefined ? rest : { message, ...rest })}`
}

/**
 * An answer as one line: status, kind and message of the error; of a result, which of the watched names stand in it.
 * `plain` puts names in the place of ids.
 */
export function answerText(
  answer: Answer,
  plain: (text: string) => string,
  watched: readonly string[],
): string {
  if (answer.status >= 500) return '500'
  if (answer.status >= 400) return plain(`${answer.status} ${errorText(answer.error)}`)
  const text = plain(JSON.stringify(answer.result ?? null))
  const seen = watched.filter((name) => text.includes(`"${name}"`))
  return seen.length === 0 ? '200' : `200 shows ${seen.join(', ')}`
}
