import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/** The folder of this package, in the repository (src/core) and when installed (dist/core) alike: schemas and fixtures lie below it. */
export const packageRoot = findRoot(import.meta.dirname)
