import { NewPassword } from '../../core/new-password.ts'
import { hashPassword } from '../../auth/password-hash.ts'
import type { Params } from '../../core/params.ts'
import { SavedImage } from '../../core/saved-image.ts'
import { Upload } from '../../core/upload.ts'
import { saveImage } from '../../files/save-image.ts'
import type { Context } from '../../kernel/context.ts'
import { passwordError } from '../../validation/rules/users.ts'

async function hashedPassword(value: unknown): Promise<unknown> {
  if (typeof value !== 'string' || passwordError(value) !== undefined) return value
  return new NewPassword(value, await hashPassword(value))
}

async function savedImage(context: Context, value: unknown): Promise<unknown> {
  if (!(value instanceof Upload) || value.filename === '') return undefined
  const image = new SavedImage(await saveImage(context, 'user', value))
  context.afterRollback(() => context.files.remove(image.key))
  return image
}

/**
 * The slow work on a user's parameters: hashes the password and takes the image in. Ask first who may.
 *
 * @throws ValidationError for a file that is no image
 */
export async function prepareUser(context: Context, params: Params): Promise<Params> {
  return {
    ...params,
    ...(Object.hasOwn(params, 'password') ? { password: await hashedPassword(params['password']) } : {}),
    image_upload: await savedImage(context, params['image_upload']),
  }
}
