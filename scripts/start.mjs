// `npm start`: installs itself on first use, then serves the demonstration catalogue. Plain JavaScript for Node 20.
import { ensureInstalled } from './ensure-installed.mjs'

ensureInstalled({ development: false })
process.argv.splice(2, 0, 'start')
await import('../bin/ckanister.js')
