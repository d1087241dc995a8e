import { playSettings } from './play-settings.ts'

playSettings(['collaborators'])
