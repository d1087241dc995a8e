import type { OptionSources } from '../config/read-options.ts'
import type { FolderOptions } from './folder-options.ts'

/** Where the options of a command's site are looked for. */
export const optionSources = (
  options: FolderOptions,
  flags: Readonly<Record<string, string | undefined>> = {},
): OptionSources => ({
  file: options.config,
  env: process.env,
  flags: { 'ckanister.data': options.data, ...flags },
  warn: (line) => {
    process.stderr.write(`${line}\n`)
  },
})
