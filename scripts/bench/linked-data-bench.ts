import { startOwn } from './target.ts'

interface Page {
  readonly milliseconds: number
  readonly datasets: number
  readonly bytes: number
  readonly next: string | undefined
}

async function readPage(url: string): Promise<Page> {
  const started = performance.now()
  const answer = await fetch(url)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} answered ${String(answer.status)}: ${text.slice(0, 200)}`)
  return {
    milliseconds: performance.now() - started,
    datasets: text.match(/ a dcat:Dataset/g)?.length ?? 0,
    bytes: text.length,
    next: /hydra:next <([^>]+)>/.exec(text)?.[1] ?? /hydra:next "([^"]+)"/.exec(text)?.[1],
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Datasets a second, answer by answer, from one address. */
async function perSecond(url: string, seconds: number): Promise<number> {
  const started = performance.now()
  let count = 0
  while (performance.now() - started < seconds * 1000) {
    await (await fetch(url)).text()
    count++
  }
  return (count * 1000) / (performance.now() - started)
}

/**
 * Walks the whole catalogue as Turtle, page by page as its links lead, and reads single datasets.
 *
 * @param against address of a dataset as Turtle on a CKAN with ckanext-dcat, to be compared
 */
export async function benchLinkedData(options: {
  readonly datasets: number
  readonly seconds: number
  readonly against: string | undefined
}): Promise<void> {
  process.env['CKAN__PLUGINS'] ??= 'activity datastore dcat'
  const target = await startOwn(options.datasets)
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`)
  }
  try {
    const pages: Page[] = []
    const memory: number[] = []
    const started = performance.now()
    for (let url: string | undefined = `${target.url}/catalog.ttl`; url !== undefined;) {
      const page: Page = await readPage(url)
      pages.push(page)
      if (pages.length % 50 === 1) memory.push(target.memory() ?? 0)
      url = page.next
    }
    const seconds = (performance.now() - started) / 1000
    const datasets = pages.reduce((sum, page) => sum + page.datasets, 0)
    const tenth = Math.max(1, Math.floor(pages.length / 10))
    const times = pages.map((page) => page.milliseconds)
    say(`${String(datasets)} datasets on ${String(pages.length)} pages in ${seconds.toFixed(1)} s`)
    say(`${(datasets / seconds).toFixed(0)} datasets/s`)
    say(
      `page: ${median(times.slice(0, tenth)).toFixed(0)} ms among the first, ${median(times.slice(-tenth)).toFixed(0)} ms among the last`,
    )
    say(`memory: ${memory.map((value) => value.toFixed(0)).join(', ')} MB`)
    const one = await perSecond(`${target.url}/dataset/dataset-1.ttl`, options.seconds)
    say(`/dataset/x.ttl: ${one.toFixed(0)} answers/s, one after the other`)
    if (options.against !== undefined) {
      const other = await perSecond(options.against, options.seconds)
      say(`${options.against}: ${other.toFixed(1)} answers/s; ratio ${(one / other).toFixed(0)}`)
    }
  } finally {
    target.stop()
  }
}
