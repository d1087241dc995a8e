import { playRecordings } from './play-recordings.ts'

playRecordings(['calls_activities', 'calls_http', 'calls_people'])
