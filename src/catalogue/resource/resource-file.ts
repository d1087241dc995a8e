import { ValidationError } from '../../core/errors.ts'
import { Upload } from '../../core/upload.ts'
import type { Context } from '../../kernel/context.ts'
import type { ResourceRow } from '../../store/rows.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import type { ResourceInput } from './new-resource.ts'
import { KeptUpload } from './resource-kept-upload.ts'
import { fits } from './resource-uploads.ts'

const forget = (context: Context, key: string | null): void => {
  if (key !== null) context.afterCommit(() => context.files.remove(key))
}

async function keyOf(context: Context, upload: Upload): Promise<string> {
  if (upload instanceof KeptUpload) return upload.key
  if (!fits(context, upload)) throw new ValidationError({ upload: ['File upload too large'] })
  const key = await context.files.save(upload)
  context.afterRollback(() => context.files.remove(key))
  return key
}

/**
 * Ties the row to the file that came with it, or lets its file go (spec: action API 1.9); what the row says of the
 * file was filled in by the rule `resource_file`. The bytes got a place of their own before the commit, the old ones
 * go after it: whoever reads meanwhile has one or the other whole.
 *
 * @throws ValidationError for a file that is too large
 */
export async function withFile(
  context: Context,
  row: ResourceRow,
  input: ResourceInput,
): Promise<ResourceRow> {
  const { upload, clear_upload: clear } = input
  if (upload instanceof Upload && upload.filename !== '') {
    const key = await keyOf(context, upload)
    forget(context, row.file_key)
    return { ...row, file_key: key }
  }
  if (isFalsy(clear)) return row
  forget(context, row.file_key)
  return { ...row, file_key: null }
}
