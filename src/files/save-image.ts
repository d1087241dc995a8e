import type { Config } from '../config/config.ts'
import { ValidationError } from '../core/errors.ts'
import { guessMimetype } from '../core/guess-mimetype.ts'
import { now } from '../core/time.ts'
import type { Upload } from '../core/upload.ts'
import { detectMimetype } from './detect-mimetype.ts'
import type { FileStore } from './file-store.ts'

export type ImageOwner = 'group' | 'user' | 'admin'

/** Kinds that a browser shows and that can carry no script; others are never kept as images. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/gif': '.gif',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'image/bmp': '.bmp',
  'image/tiff': '.tiff',
}

const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '')

/** `2026-11-23-084323.949843logo.png`: the time, the client's name with few characters left, what the bytes are. */
function imageName(filename: string, extension: string): string {
  const stem = withoutAccents(filename.trim())
    .replace(/[^a-zA-Z0-9. -]/g, '')
    .replaceAll(' ', '-')
    .replace(/\.[^.]*$/, '')
    .slice(0, 100)
  return `${now().replace('T', '-').replaceAll(':', '')}${stem}${extension}`
}

function checkType(config: Config, owner: ImageOwner, type: string): void {
  const types = config[`ckan.upload.${owner}.types`]
  const mimetypes = config[`ckan.upload.${owner}.mimetypes`]
  if (types.length === 0 && mimetypes.length === 0) {
    throw new ValidationError({ image_upload: [`No uploads allowed for object type ${owner}`] })
  }
  const first = type.split('/')[0] ?? ''
  const refused =
    (mimetypes.length > 0 && !mimetypes.includes(type)) || (types.length > 0 && !types.includes(first))
  if (refused) throw new ValidationError({ image_upload: [`Unsupported upload type: ${type}`] })
}

/**
 * Keeps the image of a group, organization or user: its name's extension, its declared type and its bytes must all be
 * of a kind that the options `ckan.upload.<owner>.types` and `.mimetypes` allow.
 *
 * @returns the stored name (CKAN's `image_url`) and the key of the file
 * @throws ValidationError in CKAN's words
 */
export async function saveImage(
  services: { readonly config: Config; readonly files: FileStore },
  owner: ImageOwner,
  upload: Upload,
): Promise<{ readonly name: string; readonly key: string }> {
  const { config, files } = services
  const limit = config['ckan.max_image_size'] * 1024 * 1024
  if (limit > 0 && upload.size > limit) throw new ValidationError({ upload: ['File upload too large'] })
  const byName = guessMimetype(upload.filename)
  if (byName !== undefined) checkType(config, owner, byName)
  checkType(config, owner, upload.contentType)
  const detected = await detectMimetype(upload.path)
  checkType(config, owner, detected)
  const extension = EXTENSIONS[detected]
  if (extension === undefined) {
    throw new ValidationError({ image_upload: [`Unsupported upload type: ${detected}`] })
  }
  const name = imageName(upload.filename, extension)
  return { name, key: await files.save(upload, `${owner}/${name}`) }
}
