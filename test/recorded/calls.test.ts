import { playRecordings } from './play-recordings.ts'

playRecordings(['calls_packages'])
