import { guessMimetype } from '../../core/guess-mimetype.ts'
import { isUuid } from '../../core/ids.ts'
import { canonicalFormat } from '../../core/resource-formats.ts'
import type { PackageRow } from '../../store/rows.ts'
import type { Rule } from '../rule.ts'
import type { RuleEntry } from '../rules.ts'
import { isFalsy } from './presence.ts'
import { textOf } from './texts.ts'

/** `scheme://host` or a bare host: its top-level domain is no file extension. */
const WITHOUT_PATH = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*|www\.[^/?#]*)\/?$/i

/** The format that an address suggests: the canonical name of its media type; undefined: none. */
export function formatOfUrl(url: string): string | undefined {
  if (WITHOUT_PATH.test(url)) return undefined
  const mimetype = guessMimetype(url)
  return mimetype === undefined ? undefined : canonicalFormat(mimetype)
}

const guessFormat: Rule = (field) => {
  const { id, url } = field.siblings
  if (!isFalsy(field.value) || !isFalsy(id)) return undefined
  const format = typeof url === 'string' ? formatOfUrl(url) : undefined
  if (format !== undefined) field.value = format
  return undefined
}

const resourceId: Rule = async (field, { context, subject }) => {
  const id = textOf(field.value)
  if (!isUuid(id)) {
    field.errors.push('Invalid id provided')
    return undefined
  }
  const known = await context.store.resources.get(id)
  const packageId = (subject as Partial<PackageRow> | undefined)?.id
  if (known && known.package_id !== packageId) field.errors.push('Resource id already exists.')
  return undefined
}

export const resourceRules: Readonly<Record<string, RuleEntry>> = {
  if_empty_guess_format: guessFormat,
  clean_format: (field) => {
    field.value = canonicalFormat(textOf(field.value))
    return undefined
  },
  resource_id_validator: resourceId,
}
