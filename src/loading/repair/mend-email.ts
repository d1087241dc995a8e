import { isEmail } from './valid.ts'

/** The first address in a text such as `Name <a@b.org>` or `mailto:a@b.org; c@d.org`; undefined when there is none. */
export function mendEmail(text: string): string | undefined {
  const parts = text
    .replaceAll('\ufeff', '')
    .replace(/\bmailto:/gi, '')
    .replace(/\s*[([{]at[)\]}]\s*/gi, '@')
    .split(/[\s<>,;()[\]"]+/)
  return parts.map((part) => part.replace(/\.+$/, '')).find(isEmail)
}
