import { requireSysadmin } from '../../auth/sysadmin.ts'
import { shownTag } from '../../catalogue/tag/show-tag.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: requireSysadmin,
  run: async ({ store }, { name, vocabulary_id: vocabulary }) => {
    const tag = await store.tags.ensure(String(name), String(vocabulary))
    return { ...shownTag(tag), packages: [] }
  },
})
