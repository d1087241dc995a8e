import type { Config } from '../../config/config.ts'
import { compile, type CompiledObject, type SchemaNode } from '../../validation/compile.ts'

/** What decides which views can show a resource. */
export interface Viewable {
  readonly format: string | null
  readonly url_type: string | null
  readonly hasTable: boolean
}

export interface ViewType {
  /** Title of a view that is made by itself. */
  readonly title: string
  /** Whether a view of this kind can show the resource. */
  readonly canView: (resource: Viewable) => boolean
  /** Whether it shows the rows of a table. */
  readonly requiresTable?: boolean
  /** The fields that this kind adds to a view. */
  readonly fields: Readonly<Record<string, SchemaNode>>
}

const IMAGE_FORMATS = new Set(['png', 'jpeg', 'jpg', 'gif'])
const TEXT_FORMATS = new Set([
  'txt',
  'plain',
  'text/plain',
  'xml',
  'rdf',
  'rdf+xml',
  'owl+xml',
  'atom',
  'rss',
  'json',
])

const lowerFormat = (resource: Viewable): string => (resource.format ?? '').toLowerCase()

/** The kinds of views of CKAN, by the name of their plugin. */
const VIEW_TYPES: Readonly<Record<string, ViewType>> = {
  image_view: {
    title: 'Image',
    canView: (resource) => IMAGE_FORMATS.has(lowerFormat(resource)),
    fields: {
      image_url: {
        type: 'string',
        description: 'Another image to show.',
        validators: 'ignore_empty unicode_safe',
      },
    },
  },
  text_view: {
    title: 'Text',
    canView: (resource) => resource.url_type === 'upload' && TEXT_FORMATS.has(lowerFormat(resource)),
    fields: {},
  },
  datatables_view: {
    title: 'Table',
    canView: (resource) => resource.hasTable,
    requiresTable: true,
    fields: {
      responsive: {
        type: 'boolean',
        description: 'Narrow screens get narrow tables.',
        validators: 'default(false) boolean_validator',
      },
      ellipsis_length: {
        type: 'integer',
        description: 'Longer texts are cut, in characters.',
        validators: 'default(100) natural_number_validator',
      },
      date_format: { type: 'string', description: 'How dates are written.', validators: 'default(llll)' },
      show_fields: {
        type: 'array',
        description: 'Names of the columns to show.',
        validators: 'ignore_missing',
      },
      filterable: {
        type: 'boolean',
        description: 'Whether readers may filter.',
        validators: 'default(true) boolean_validator',
      },
      filter_fields: {
        type: 'array',
        description: 'Columns to filter by.',
        validators: 'ignore_missing filter_fields_and_values_exist_and_are_valid',
      },
      filter_values: {
        type: 'array',
        description: 'The value for each of these columns.',
        validators: 'ignore_missing convert_to_list_if_string',
      },
    },
  },
  webpage_view: {
    title: 'Website',
    canView: () => false,
    fields: {
      page_url: {
        type: 'string',
        description: 'Another page to show.',
        validators: 'ignore_empty unicode_safe',
      },
    },
  },
}

/** A kind of views whose plugin is on (`ckan.plugins`). */
export function viewType(config: Config, name: unknown): ViewType | undefined {
  if (typeof name !== 'string' || !config['ckan.plugins'].includes(name)) return undefined
  return Object.hasOwn(VIEW_TYPES, name) ? VIEW_TYPES[name] : undefined
}

const CREATE: Readonly<Record<string, SchemaNode>> = {
  id: { validators: 'ignore_empty empty_if_not_sysadmin resource_view_id_does_not_exist' },
  resource_id: { validators: 'not_empty resource_id_exists' },
  title: { validators: 'not_empty unicode_safe' },
  description: { validators: 'ignore_missing unicode_safe' },
  view_type: { validators: 'not_empty unicode_safe' },
}
const UPDATE: Readonly<Record<string, SchemaNode>> = {
  ...CREATE,
  id: { validators: 'ignore' },
  title: { validators: 'ignore_missing unicode_safe' },
  view_type: { validators: 'ignore' },
  package_id: { validators: 'ignore' },
}

/** The rules of a view of this kind; a field that it doesn't name is refused. */
export const viewSchema = (type: ViewType, isNew: boolean): CompiledObject =>
  compile(
    {
      type: 'object',
      properties: { ...(isNew ? CREATE : UPDATE), ...type.fields },
      additionalProperties: { validators: 'empty' },
    },
    (reference) => {
      throw new Error(`A view's schema refers to ${reference}`)
    },
    '',
  )
