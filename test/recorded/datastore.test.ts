import { playRecordings } from './play-recordings.ts'

playRecordings(['datastore_search', 'datastore_upsert'])
