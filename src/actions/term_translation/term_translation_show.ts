import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

/** A text counts as a list of itself; null in a list is no term. */
function textsOf(value: unknown, key: string): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) {
    const texts = (value as readonly unknown[]).filter((item) => item !== null)
    if (texts.every((item) => typeof item === 'string')) return texts
  }
  throw new ValidationError({ [key]: ['Must be a text or a list of texts'] })
}

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: async ({ store }, { terms, lang_codes: languages }) => {
    if (terms === undefined) throw new ValidationError({ terms: 'terms not in data' })
    // CKAN takes empty terms for all, but for the empty text.
    const all = isFalsy(terms) && terms !== ''
    const rows = all
      ? await store.termTranslations.all()
      : await store.termTranslations.ofTerms(textsOf(terms, 'terms'))
    if (languages === undefined) return rows
    const wanted = new Set(textsOf(languages, 'lang_codes'))
    return rows.filter(({ lang_code: code }) => wanted.has(code))
  },
})
