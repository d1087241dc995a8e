import type { Params } from '../../core/params.ts'
import { Upload } from '../../core/upload.ts'
import { detectMimetype } from '../../files/detect-mimetype.ts'
import type { Context } from '../../kernel/context.ts'
import { KeptUpload } from './resource-kept-upload.ts'

/** Whether the file is within `ckan.max_resource_size` (MiB, 0: no limit). */
export function fits(context: Context, upload: Upload): boolean {
  const limit = context.config['ckan.max_resource_size'] * 1024 * 1024
  return limit === 0 || upload.size <= limit
}

async function keep(context: Context, upload: Upload): Promise<Upload> {
  if (upload.filename === '' || !fits(context, upload)) return upload
  const looksInside = context.config['ckan.mimetype_guess'] === 'file_contents'
  const contentType = looksInside ? await detectMimetype(upload.path) : upload.contentType
  const key = await context.files.save(upload)
  context.afterRollback(() => context.files.remove(key))
  return new KeptUpload(upload, { key, contentType })
}

/**
 * The parameters with their files in the file store. Flushing a large file to disk is slow, so it is done before the
 * transaction opens; the files go again when the action is refused.
 */
export async function keepUploads(context: Context, params: Params): Promise<Params> {
  const kept: Record<string, Upload> = {}
  for (const [key, value] of Object.entries(params)) {
    if (/(?:^|__)upload$/.test(key) && value instanceof Upload) kept[key] = await keep(context, value)
  }
  return Object.keys(kept).length === 0 ? params : { ...params, ...kept }
}
