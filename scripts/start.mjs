// `npm start`: installs itself on first use, then serves the demonstration catalogue. Plain JavaScript for Node 20.
import { ensureInstalled } from './ensure-installed.mjs'

ensureInstalled({ development: false })

// npm passes a signal on to the shell between it and this process, and no further: end when that shell is gone.
if (process.env.npm_lifecycle_event === 'start') {
  const shell = process.ppid
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}

process.argv.splice(2, 0, 'start')
await import('../bin/ckanister.js')
