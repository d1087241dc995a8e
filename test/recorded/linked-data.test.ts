import { playRecordings } from './play-recordings.ts'

playRecordings(['linked_data_http'])
