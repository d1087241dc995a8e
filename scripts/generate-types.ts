import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { compileFromFile } from 'json-schema-to-typescript'

const BANNER = '// Written by `npm run generate` from schemas/entities. Do not edit.\n'

/**
 * The TypeScript of every schema in schemas/entities: file path → text. Each schema gives one interface, named after
 * its title (or its file); references between the files become references between the interfaces.
 */
export async function generateTypes(root: string): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(root, 'schemas', 'entities')
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  if (names.length === 0) return new Map()

  const parts: string[] = []
  for (const name of names) {
    const text = await compileFromFile(path.join(folder, name), {
      additionalProperties: false,
      bannerComment: '',
      cwd: folder,
      declareExternallyReferenced: false,
      format: false,
    })
    parts.push(text.trim())
  }
  return new Map([['src/core/generated/entities.ts', `${BANNER}\n${parts.join('\n\n')}\n`]])
}
