// `node scripts/record-passing.mjs RECORDING.json…`: plays recordings of a CKAN on the app and writes them to
// fixtures/recorded, each step that is answered otherwise here marked `differs` and without its answer.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { comparer } from '../test/recorded/compare.ts'
import { play } from '../test/recorded/player.ts'

/** What is the same once by chance differs in another run. */
const RUNS = 2
const folder = path.join(import.meta.dirname, '../fixtures/recorded')

function mark({ request, answer }, isSame) {
  // Times that the words of `why` name are compared, all others are masked.
  return isSame ? { request, answer } : { request, differs: true }
}

async function keepPassing(recorded) {
  let steps = recorded.steps.map((step) => mark(step, true))
  for (let run = 0; run < RUNS; run++) {
    const answers = await play({ ...recorded, steps })
    for (let isStable = false; !isStable;) {
      const compare = comparer()
      const next = steps.map((step, index) =>
        mark(step, !step.differs && compare(step, answers[index]).length === 0),
      )
      isStable = next.every(({ differs }, index) => differs === steps[index].differs)
      steps = next
    }
  }
  return { ...recorded, steps }
}

for (const file of process.argv.slice(2)) {
  const started = performance.now()
  const kept = []
  for (const one of JSON.parse(readFileSync(file, 'utf8'))) kept.push(await keepPassing(one))
  const name = path.basename(file, '.json')
  writeFileSync(path.join(folder, `${name}.json.gz`), gzipSync(JSON.stringify(kept), { level: 9 }))
  const steps = kept.flatMap((one) => one.steps)
  const differing = steps.filter(({ differs }) => differs).length
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(
    `${name}: ${kept.length} cases, ${steps.length - differing} of ${steps.length} steps the same (${seconds} s)\n`,
  )
}
