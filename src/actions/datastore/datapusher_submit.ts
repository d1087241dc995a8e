import { findLoaded, requireLoader, submitLoad } from '../../catalogue/datastore/load-status.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({ find: findLoaded, authorize: requireLoader, run: submitLoad })
