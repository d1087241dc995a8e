import type { Params } from '../../core/params.ts'
import { Upload } from '../../core/upload.ts'
import { saveImage } from '../../files/save-image.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'

type Image = Pick<GroupRow, 'image_url' | 'image_key'>

/**
 * The image of a group after a write: a file that came with the request, the address that it names, or the one it had.
 * A stored file that the group shows no longer goes with the commit.
 *
 * @throws ValidationError for a file that the site refuses
 */
export async function groupImage(context: Context, data: Params, before: Image | undefined): Promise<Image> {
  const { image_upload: upload, image_url: given } = data
  const old = before ?? { image_url: '', image_key: null }
  const { image_key: oldKey } = old
  const forgetOld = (): void => {
    if (oldKey !== null) context.afterCommit(() => context.files.remove(oldKey))
  }
  if (upload instanceof Upload && upload.filename !== '') {
    const { name, key } = await saveImage(context, 'group', upload)
    context.afterRollback(() => context.files.remove(key))
    forgetOld()
    return { image_url: name, image_key: key }
  }
  if (typeof given !== 'string' || given === old.image_url)
    return { image_url: old.image_url, image_key: oldKey }
  forgetOld()
  return { image_url: given, image_key: null }
}
