import { setImmediate as breathe } from 'node:timers/promises'
import type { Caller, PreparedCall } from '../../actions/call.ts'
import { DomainError } from '../../core/errors.ts'
import type { Services } from '../../kernel/context.ts'
import { StepLeftTraces, type Store } from '../../store/store.ts'
import type { WriteOptions } from '../../store/write-queue.ts'
import { answerText, lastText, outcomeText, repeatedText, type Outcome } from './answer-text.ts'
import { openJournal, type JournalLines } from './bulk-journal.ts'
import type { BulkAnswer, BulkRun } from './bulk-run.ts'
import { dryRun } from './dry-run.ts'
import { lineReader } from './line-reader.ts'
import { isReading, lineLimit, readLine, type BulkLine } from './read-line.ts'
import { prepareStep, runStep } from './run-step.ts'

/** A transaction ends early when it has lasted so long (milliseconds) or holds so much: others want to write, too. */
const LONGEST = 1000
const MOST_CHARACTERS = 16 * 1024 * 1024
/** Who reads gets a turn at least so often, milliseconds. */
const TURN = 10
/** Where others want to be served, they come first: so much of what their turn took, ours takes. */
const SHARE = 0.4
/** Milliseconds: shorter turns of others are no more than the walk to them. */
const NOBODY = 0.2
/** A turn of ours below which too little is done between two looks at others, milliseconds. */
const LEAST = 1

/** How long a turn of ours is after one of others. */
const turnAfter = (others: number): number =>
  others < NOBODY ? TURN : Math.min(TURN, Math.max(LEAST, others * SHARE))

interface Step {
  readonly line: BulkLine
  readonly call: PreparedCall | Error
}

interface Done extends Step {
  readonly outcome: Outcome
  readonly text: string
}

/**
 * Runs lines of `{"action", "data", "id"}` in transactions of many, each line a step that fails alone. Writing lines
 * are answered after their commit; reading ones run between the transactions, so that they see all that was before.
 *
 * @param chunks the lines, cut anywhere
 * @throws ValidationError for a key or a dry run that can't be used, before anything was answered; what `chunks` throws
 */
export async function runBulk(
  services: Services,
  chunks: AsyncIterable<Buffer>,
  run: BulkRun,
): Promise<void> {
  const { options } = run
  const reader = lineReader(chunks, lineLimit(services.config))
  const journal = run.key && (await openJournal(services.store, run.key))
  let answered = 0

  const tell = async (answers: readonly BulkAnswer[]): Promise<void> => {
    answered = answers.at(-1)?.line ?? answered
    await run.onAnswers(answers)
  }
  const finish = (step: Step, outcome: Outcome): Done => {
    if ('error' in outcome && !(outcome.error instanceof DomainError)) run.onFault(outcome.error)
    return { ...step, outcome, text: outcomeText(outcome, isReading(step.line) ? 'full' : options.return) }
  }
  const answerOf = ({ line: { line, id }, outcome, text }: Done): BulkAnswer => ({
    line,
    isRefused: 'error' in outcome,
    text: answerText(line, id, text),
  })
  const stops = ({ outcome }: Done): boolean => options.stopOnError && 'error' in outcome

  const runOne = async (step: Step, store: Store): Promise<Done> =>
    finish(step, step.call instanceof Error ? { error: step.call } : await runStep(step.call, store))

  /** What a repeated request is told of lines: results by their names alone. */
  const remembered = (done: readonly Done[]): [number, string][] =>
    done.map(({ line, outcome, text }) => [
      line.line,
      options.return === 'full' ? outcomeText(outcome, 'id') : text,
    ])

  const prepared = async ({ line }: Step, caller: Caller): Promise<Step> => ({
    line,
    call: line.call instanceof Error ? line.call : await prepareStep(services, line.call, caller),
  })

  /** Most lines that fail do so before they write anything; where one did not, all are run again with more care. */
  const transaction = async (steps: readonly Step[], caller: Caller): Promise<readonly Done[]> => {
    try {
      return await attempt(steps, { isHopeful: true })
    } catch (error) {
      if (!(error instanceof StepLeftTraces)) throw error
      return attempt(await Promise.all(steps.map((step) => prepared(step, caller))), {})
    }
  }

  /** Runs as many of the steps as one transaction takes. */
  const attempt = async (
    steps: readonly Step[],
    { isHopeful = false }: WriteOptions,
  ): Promise<readonly Done[]> => {
    const done: Done[] = []
    try {
      await services.store.write(
        async (tx) => {
          const started = performance.now()
          let turn = started
          let length = TURN
          let size = 0
          for (const step of steps) {
            const one = await runOne(step, tx)
            done.push(one)
            size += one.text.length
            const now = performance.now()
            if (stops(one) || size > MOST_CHARACTERS || now - started > LONGEST) break
            if (now - turn < length) continue
            await breathe()
            turn = performance.now()
            length = turnAfter(turn - now)
          }
          await journal?.note(tx, done.at(-1)?.line.line ?? 0, remembered(done))
        },
        { isLarge: true, isHopeful },
      )
    } catch (error) {
      for (const { call, outcome } of done) {
        if (!(call instanceof Error) && !('error' in outcome)) await call.rolledBack()
      }
      throw error
    }
    for (const { call, outcome } of done) {
      if (call instanceof Error || 'error' in outcome) continue
      // What is committed is done, whatever is left to tidy up.
      await call.committed().catch(run.onFault)
    }
    return done
  }

  /** @returns whether the run ends here */
  const runSteps = async (steps: readonly Step[], caller: Caller): Promise<boolean> => {
    let rest = steps
    while (rest.length > 0) {
      const isWriting = rest.some(({ call }) => !(call instanceof Error))
      const done = isWriting
        ? await transaction(rest, caller)
        : await Promise.all(rest.map((step) => runOne(step, services.store)))
      const end = done.findIndex(stops)
      await tell((end === -1 ? done : done.slice(0, end + 1)).map(answerOf))
      if (end !== -1) return true
      rest = rest.slice(done.length)
    }
    return false
  }

  /** Runs what needs no transaction of ours: most of it only reads. */
  const runAlone = async (step: Step): Promise<boolean> => {
    const done = await runOne(step, services.store)
    if (!(step.call instanceof Error) && !('error' in done.outcome))
      await step.call.committed().catch(run.onFault)
    if (journal && !isReading(step.line))
      await services.store.write((tx) => journal.note(tx, step.line.line, remembered([done])))
    await tell([answerOf(done)])
    return stops(done)
  }

  const runBatch = async ({ lines, repeated }: JournalLines, caller: Caller): Promise<boolean> => {
    const steps: Step[] = []
    const flush = (): Promise<boolean> => runSteps(steps.splice(0), caller)
    for (const raw of lines) {
      const line = await readLine(raw, services.config)
      const before = repeated.get(line.line)
      if (before !== undefined) {
        if (await flush()) return true
        const isRefused = before.startsWith('"success": false')
        await tell([{ line: line.line, isRefused, text: repeatedText(line.line, line.id, before) }])
        if (isRefused && options.stopOnError) return true
        continue
      }
      const { call: wanted } = line
      if (wanted instanceof Error) {
        steps.push({ line, call: wanted })
        continue
      }
      // What is prepared outside of transactions may look at what lines before it wrote.
      const looks = wanted.action.prepare && wanted.action.preparesAlone !== true
      if (looks && (await flush())) return true
      const call = await prepareStep(services, wanted, caller)
      if (call instanceof Error || call.writes) steps.push({ line, call })
      else if ((await flush()) || (await runAlone({ line, call }))) return true
    }
    return flush()
  }

  try {
    if (options.dryRun) {
      await dryRun(services, reader, { ...run, onAnswers: tell })
      return
    }
    while (!run.isAborted()) {
      const batch = journal
        ? await journal.next(reader, options.batch)
        : { lines: await reader.next(options.batch), repeated: new Map<number, string>() }
      if (batch.lines.length === 0 || (await runBatch(batch, await run.caller()))) return
      await breathe()
    }
  } catch (error) {
    // Before the first answer the whole request can still be refused.
    if (answered === 0 || run.isAborted()) throw error
    if (!(error instanceof DomainError)) run.onFault(error)
    await run.onAnswers([{ line: answered + 1, isRefused: true, text: lastText(answered + 1, error) }])
  }
}
