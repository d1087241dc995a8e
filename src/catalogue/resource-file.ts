import { guessMimetype } from '../core/guess-mimetype.ts'
import { mungeFilename } from '../core/munge-filename.ts'
import { now } from '../core/time.ts'
import { Upload } from '../core/upload.ts'
import type { Context } from '../kernel/context.ts'
import type { ResourceRow } from '../store/rows.ts'
import { isFalsy } from '../validation/rules/presence.ts'
import type { ResourceInput } from './new-resource.ts'

const forget = (context: Context, key: string | null): void => {
  if (key === null) return
  context.afterCommit(() => context.files.remove(key))
}

/**
 * Takes a resource's file in, or lets it go (spec: action API 1.9). The bytes get a place of their own before the
 * commit, the old ones go after it: whoever reads meanwhile has one or the other whole.
 */
export async function withFile(
  context: Context,
  row: ResourceRow,
  input: ResourceInput,
  before: ResourceRow | undefined,
): Promise<ResourceRow> {
  const { upload } = input
  if (upload instanceof Upload && upload.filename !== '') {
    const key = await context.files.save(upload)
    context.afterRollback(() => context.files.remove(key))
    forget(context, row.file_key)
    const keepSize = before === undefined && input['size'] !== undefined
    return {
      ...row,
      url: mungeFilename(upload.filename),
      url_type: 'upload',
      size: keepSize ? row.size : upload.size,
      hash: input['hash'] === undefined ? row.hash : row.hash,
      last_modified: now(),
      mimetype: input['mimetype'] === undefined ? (guessMimetype(upload.filename) ?? null) : row.mimetype,
      file_key: key,
    }
  }
  if (!isFalsy(input['clear_upload'])) {
    forget(context, row.file_key)
    return { ...row, url_type: '', file_key: null }
  }
  return row
}
