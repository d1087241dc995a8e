import { playRecordings } from './play-recordings.ts'

playRecordings(['people_members', 'people_organizations', 'people_social', 'people_users'])
