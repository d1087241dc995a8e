import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface Option {
  readonly type?: string | readonly string[]
  readonly default?: unknown
  readonly description?: string
  readonly group?: string
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: { readonly type?: string; readonly enum?: readonly unknown[] }
}

const INTRODUCTION = `# Configuration

<!-- Written by \`npm run generate\` from schemas/config.json. Do not edit. -->

A value is looked for in this order, the last one found counts: the default below, the configuration file, the
environment, the command line. In the environment an option is spelt in capitals with \`__\` for each dot:
\`ckan.site_url\` is \`CKAN__SITE_URL\`. Options that do not begin with \`ckan\` get \`CKAN___\` in front:
\`search.facets.limit\` is \`CKAN___SEARCH__FACETS__LIMIT\`. The items of a list are separated by spaces.
`

const code = (text: string): string => `\`${text}\``
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')

function values(option: Option): string {
  const allowed = option.enum ?? option.items?.enum
  const kind = option.type === 'array' ? 'list' : [option.type ?? 'any'].flat().join(' or ')
  if (allowed)
    return `${option.type === 'array' ? 'list of ' : ''}${allowed.map((value) => code(JSON.stringify(value))).join(', ')}`
  if (option.minimum === undefined && option.maximum === undefined) return kind
  if (option.maximum === undefined) return `${kind} ≥ ${String(option.minimum)}`
  return option.minimum === undefined
    ? `${kind} ≤ ${String(option.maximum)}`
    : `${kind} ${String(option.minimum)}–${String(option.maximum)}`
}

function defaultValue(option: Option): string {
  const value = option.default
  if (value === undefined || value === null || value === '') return ''
  if (Array.isArray(value)) return value.length > 0 ? code(value.join(' ')) : ''
  return code(typeof value === 'string' ? value : JSON.stringify(value))
}

/** The page docs/configuration.md, made of schemas/config.json: file path → text. */
export function generateDocs(root: string): ReadonlyMap<string, string> {
  const file = path.join(root, 'schemas', 'config.json')
  if (!existsSync(file)) return new Map()
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { readonly properties: Record<string, Option> }
  const groups = Map.groupBy(Object.entries(schema.properties), ([, option]) => option.group ?? 'Other')
  const chapters = [...groups].map(([group, options]) => {
    const rows = options.map(
      ([name, option]) =>
        `| ${code(name)} | ${cell(values(option))} | ${cell(defaultValue(option))} | ${cell(option.description ?? '')} |`,
    )
    return `## ${group}\n\n| option | value | default | meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  return new Map([['docs/configuration.md', `${INTRODUCTION}\n${chapters.join('\n')}`]])
}
