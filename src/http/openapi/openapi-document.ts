import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { actionNames, actionNoun, findAction, isOffered } from '../../actions/registry.ts'
import type { Config } from '../../config/config.ts'
import { siteAddress } from '../../config/site-address.ts'
import { packageRoot } from '../../core/package-root.ts'
import { readActionSchema } from '../../validation/action-schema.ts'
import { actionPath } from './action-path.ts'
import { bulkPath } from './bulk-path.ts'
import { schemaTranslator } from './schema-translator.ts'
import { sharedComponents } from './shared-components.ts'

const DESCRIPTION = `The action API of CKAN. Each action answers an envelope: \`{"help": …, "success": true, "result": …}\`, or
\`{"help": …, "success": false, "error": {"__type": …}}\`. Actions that only read answer GET and POST, all others POST.
Dates are UTC without a zone. Sysadmins and users send their API token; without one the caller is a guest.`

const version = (): string => {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}

/** The OpenAPI 3.1 document of the actions that this site answers, made of schemas/actions and what they refer to. */
export async function openapiDocument(config: Config): Promise<object> {
  const translator = schemaTranslator()
  const paths: Record<string, object> = {}
  const nouns = new Set<string>()
  for (const name of actionNames().filter((action) => isOffered(config, action))) {
    const action = await findAction(name)
    const noun = actionNoun(name)
    if (!action || noun === undefined) continue
    nouns.add(noun)
    const contract = readActionSchema(noun, name)
    paths[`/api/3/action/${name}`] = actionPath({ name, noun, action, contract }, translator)
  }
  paths['/api/3/action/bulk'] = bulkPath()
  const { schemas, ...shared } = sharedComponents(config)
  return {
    openapi: '3.1.0',
    info: {
      title: 'CKAN action API',
      version: version(),
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: siteAddress(config) }],
    security: [{}, { token: [] }],
    tags: [...nouns, 'bulk'].sort().map((name) => ({ name })),
    paths,
    components: { ...shared, schemas: { ...schemas, ...translator.components() } },
  }
}
