import { NotAuthorized } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import { type Context, isSysadmin, userName } from '../kernel/context.ts'
import type { TermTranslationRow } from '../store/term-translations.ts'

/** @throws NotAuthorized for everyone but sysadmins */
export function requireTermTranslationEditable(context: Context): void {
  if (isSysadmin(context)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to update term_translation table`)
}

/** Stores a translation; an earlier one into the same language is replaced. `data` passed the rules of the action. */
export async function updateTermTranslation({ store }: Context, data: Params): Promise<TermTranslationRow> {
  const { term, term_translation, lang_code } = data as unknown as TermTranslationRow
  const row = { term, term_translation, lang_code }
  await store.termTranslations.save(row)
  return row
}
