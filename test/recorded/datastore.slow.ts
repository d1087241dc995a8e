import { playRecordings } from './play-recordings.ts'

playRecordings([
  'datastore_create',
  'datastore_delete',
  'datastore_dump',
  'datastore_files',
  'datastore_info',
  'datastore_search',
  'datastore_search_more',
  'datastore_upsert',
  'datastore_write_more',
])
