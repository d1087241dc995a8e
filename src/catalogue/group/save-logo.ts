import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { SavedImage } from '../../core/saved-image.ts'
import { Upload } from '../../core/upload.ts'
import { saveImage } from '../../files/save-image.ts'
import type { Context } from '../../kernel/context.ts'

/**
 * Takes the site's logo in, where the parameters bring one.
 *
 * @throws ValidationError for a file that is no image
 */
export async function saveLogo(context: Context, { logo_upload: upload }: Params): Promise<Params> {
  if (!(upload instanceof Upload) || upload.filename === '') return {}
  try {
    const image = new SavedImage(await saveImage(context, 'admin', upload))
    context.afterRollback(() => context.files.remove(image.key))
    return { logo_upload: image }
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error
    const { image_upload: messages = [], ...others } = error.errors
    throw new ValidationError({ ...others, ...(messages.length > 0 ? { logo_upload: messages } : {}) })
  }
}
