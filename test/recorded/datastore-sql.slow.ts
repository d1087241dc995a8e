import { playRecordings } from './play-recordings.ts'

playRecordings(['datastore_sql', 'datastore_sql_more'])
