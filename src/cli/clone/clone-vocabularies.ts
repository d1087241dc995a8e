import type { Services } from '../../kernel/context.ts'
import { objectsOf, textOf } from '../../harvest/record-values.ts'
import type { Remote } from './remote.ts'

/** Brings vocabularies and their tags, which the API would give other ids. @returns how many there are */
export async function cloneVocabularies({ store }: Services, remote: Remote): Promise<number> {
  const vocabularies = objectsOf(await remote.ask('vocabulary_list'))
  await store.write(async (tx) => {
    for (const { id, name, tags } of vocabularies) {
      const row = { id: textOf(id), name: textOf(name) }
      if (!(await tx.vocabularies.find(row.name))) await tx.vocabularies.save(row)
      const { id: vocabulary_id } = (await tx.vocabularies.find(row.name)) ?? row
      for (const tag of objectsOf(tags)) await tx.tags.ensure(textOf(tag.name), vocabulary_id, textOf(tag.id))
    }
  })
  return vocabularies.length
}
