import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { comparer } from './compare.ts'
import { play, type RecordedCase } from './player.ts'

/** A case may hold hundreds of requests, on a machine with other work. */
const MOST_MILLIS = 180_000

function read(name: string): readonly RecordedCase[] {
  const file = join(__dirname, '../../fixtures/recorded', `${name}.json.gz`)
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as readonly RecordedCase[]
}

/** A test for each recorded case: the requests, and what CKAN 2.11.5 answered. scripts/record-passing.mjs makes the files. */
export function playRecordings(names: readonly string[]): void {
  describe.each(names)('%s', (name) => {
    const cases = read(name).map((one) => [one.name, one] as const)
    const check = async (_: string, recorded: RecordedCase): Promise<void> => {
      const answers = await play(recorded)
      const compare = comparer()
      const found = recorded.steps.flatMap((step, index) =>
        compare(step, answers[index]!).map((line) => `step ${index + 1}: ${line}`),
      )
      expect(found).toEqual([])
    }
    it.each(cases)('%s', check, MOST_MILLIS)
  })
}
