import { guessMimetype } from '../../core/guess-mimetype.ts'
import { isUuid } from '../../core/ids.ts'
import { mungeFilename } from '../../core/munge-filename.ts'
import { RELATIONSHIP_TYPES } from '../../core/relationship-types.ts'
import { canonicalFormat } from '../../core/resource-formats.ts'
import { now } from '../../core/time.ts'
import { Upload } from '../../core/upload.ts'
import type { Context } from '../../kernel/context.ts'
import type { PackageRecord } from '../../store/rows.ts'
import { pythonRepr } from '../python.ts'
import type { Field, Rule, RuleEntry } from '../rule.ts'
import { isFalsy } from './presence.ts'
import { textOf } from './texts.ts'

/** `scheme://host` or a bare host: its top-level domain is no file extension. */
const WITHOUT_PATH = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*|www\.[^/?#]*)\/?$/i

/** The format that an address suggests: the canonical name of its media type; undefined: none. */
function formatOfUrl(url: string): string | undefined {
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
  const packageId = (subject as Partial<PackageRecord> | undefined)?.id
  if (known && known.package_id !== packageId) field.errors.push('Resource id already exists.')
  return undefined
}

/** The media type of a file as `ckan.mimetype_guess` wants it found. */
function mimetypeOfUpload(context: Context, upload: Upload): string | undefined {
  const how = context.config['ckan.mimetype_guess']
  if (how === 'file_contents') return upload.contentType
  return how === 'file_ext' ? guessMimetype(mungeFilename(upload.filename)) : undefined
}

function fillIn({ siblings: resource }: Field, upload: Upload, context: Context, isNew: boolean): void {
  resource['url'] = mungeFilename(upload.filename)
  resource['url_type'] = 'upload'
  // The operator brings a file along from elsewhere (`clone`, `load`).
  if (context.operator !== true || isFalsy(resource['last_modified'])) resource['last_modified'] = now()
  if (!isNew || resource['size'] === undefined) resource['size'] = upload.size
  if (resource['mimetype'] === undefined) resource['mimetype'] = mimetypeOfUpload(context, upload)
}

/**
 * What a resource says of the file that comes with it, and of the one that goes (spec: action API 1.9). An update
 * guesses the media type of a link, too, unless the key is there (null counts); package_create doesn't (CKAN).
 */
const resourceFile: Rule = (field, { context, subject }) => {
  const { siblings: resource } = field
  const { id, url, upload } = resource
  const stored = subject as Partial<PackageRecord> | undefined
  if (upload instanceof Upload && upload.filename !== '') {
    fillIn(field, upload, context, stored?.resources?.every((row) => row.id !== id) !== false)
    return undefined
  }
  if (!isFalsy(resource['clear_upload'])) resource['url_type'] = ''
  const guesses = stored !== undefined && context.config['ckan.mimetype_guess'] === 'file_ext'
  if (guesses && resource['mimetype'] === undefined && typeof url === 'string') {
    resource['mimetype'] = guessMimetype(url)
  }
  return undefined
}

const viewId: Rule = async (field, { context, subject }) => {
  const id = textOf(field.value)
  if (!isUuid(id)) field.errors.push('Invalid id provided')
  else if (subject === undefined && (await context.store.resources.view(id))) {
    field.errors.push('ResourceView id already exists')
  }
  return undefined
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

/** `filter_fields` and `filter_values` of a view stand side by side; `filters` is both together. */
const filterFields: Rule = (field) => {
  const fields = asList(field.value)
  const values = asList(field.siblings['filter_values'])
  const errors: string[] = []
  if (fields.length !== values.length) {
    const message = '"filter_fields" and "filter_values" should have the same length'
    field.errors.push(message)
    errors.push(message)
  }
  const filters: Record<string, unknown[]> = {}
  for (const [index, name] of fields.entries()) {
    const value = values[index]
    if (isFalsy(value)) errors.push('"filter_values" is required when "filter_fields" is filled')
    else (filters[textOf(name)] ??= []).push(value)
  }
  if (errors.length > 0) field.siblingErrors['filter_values'] = errors
  field.value = fields
  field.siblings['filters'] = filters
  return undefined
}

export const resourceRules: Readonly<Record<string, RuleEntry>> = {
  if_empty_guess_format: guessFormat,
  clean_format: (field) => {
    field.value = canonicalFormat(textOf(field.value))
    return undefined
  },
  resource_id_validator: resourceId,
  resource_file: resourceFile,
  resource_id_exists: async (field, { context }) => {
    const { value } = field
    const known = typeof value === 'string' ? await context.store.resources.get(value) : undefined
    if (!known) field.errors.push('Not found: Resource')
    return undefined
  },
  resource_view_id_does_not_exist: viewId,
  filter_fields_and_values_exist_and_are_valid: filterFields,
  relationship_type_validator: (field) => {
    if (RELATIONSHIP_TYPES.some((type) => type === field.value)) return undefined
    field.errors.push(`Value must be one of ${pythonRepr(RELATIONSHIP_TYPES)}`)
    return undefined
  },
}
