import { playRecordings } from './play-recordings.ts'

playRecordings([
  'catalogue_http',
  'catalogue_packages',
  'catalogue_private',
  'catalogue_resources',
  'catalogue_tags',
  'catalogue_validation',
])
