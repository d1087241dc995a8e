import type { JsonValue } from '../../core/json.ts'
import { HarvestError } from '../harvest-error.ts'
import type { ParseJson, PoliteClient } from '../polite-client.ts'
import { isObject } from '../record-values.ts'
import { actionUrl } from './action-url.ts'

/**
 * Calls an action of another CKAN by GET.
 *
 * @throws HarvestError when it answers something else than a result; FetchError
 */
export async function askCkan(
  web: PoliteClient,
  site: string,
  action: string,
  query: Readonly<Record<string, string>>,
  parse?: ParseJson,
): Promise<JsonValue> {
  const address = actionUrl(site, action, query)
  const answer = await web.getJson(address, parse)
  if (!isObject(answer) || answer.success !== true || answer.result === undefined)
    throw new HarvestError(`${address} answered without a result; is it the address of a CKAN?`)
  return answer.result
}
