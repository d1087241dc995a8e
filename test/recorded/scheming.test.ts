import { playRecordings } from './play-recordings.ts'

playRecordings(['scheming'])
