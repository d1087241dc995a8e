import { searchSql } from '../../catalogue/datastore/datastore-sql.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  validatesFirst: true,
  // Who may read which table is asked when the statement has said which tables it names.
  authorize: () => undefined,
  run: searchSql,
})
