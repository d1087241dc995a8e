import { NotFound, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { VocabularyRow } from '../../store/vocabularies.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

/**
 * The vocabulary that `id` names.
 *
 * @throws ValidationError where there is none given, NotFound
 */
export async function findVocabulary(context: Context, { id }: Params): Promise<VocabularyRow> {
  if (isFalsy(id)) throw new ValidationError({ id: 'id not in data' })
  const vocabulary = typeof id === 'string' ? await context.store.vocabularies.find(id) : undefined
  if (!vocabulary) throw new NotFound(`Could not find vocabulary "${textOf(id)}"`)
  return vocabulary
}
