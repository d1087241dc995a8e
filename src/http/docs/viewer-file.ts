import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../../core/package-root.ts'

/** Where the viewer lies: beside this file when it was built, else among the packages of the repository. */
const FOLDERS = [
  import.meta.dirname,
  join(import.meta.dirname, 'viewer'),
  join(packageRoot, 'node_modules', 'swagger-ui-dist'),
]

/** The bytes of one of the viewer's files. */
export function viewerFile(name: string): Promise<Buffer> {
  const folder = FOLDERS.find((candidate) => existsSync(join(candidate, name)))
  if (folder === undefined) throw new Error(`${name} of the API's viewer is missing: run npm install`)
  return readFile(join(folder, name))
}
