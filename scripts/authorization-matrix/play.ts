import { ACTORS, type Actor, userName } from './actors.ts'
import { answerText } from './answer-text.ts'
import type { Probe } from './probe.ts'
import { STATES, type World } from './world.ts'

/** Who got which answer: action and variant → state → answer → actors. */
export type Matrix = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, readonly Actor[]>>>>>
>

async function askAll(world: World, probe: Probe, state: string): Promise<Record<string, Actor[]>> {
  const { action, kind = 'nothing', data, spoils, mend, undo } = probe
  const answers: Record<string, Actor[]> = {}
  for (const actor of ACTORS) {
    if (actor === 'anonymous' && state === 'self') continue
    const subject = await world.subject(kind, state, actor)
    const question = { world, subject, state, actor }
    const parameters = (await data?.(question)) ?? {}
    const answer = await world.ask(action, parameters, actor)
    const isDone = answer.status === 200
    if ((spoils && isDone) || ((spoils || mend) && answer.status >= 500)) world.spoil(kind, state)
    if (mend && isDone) world.change(kind, state, (await mend(question)) ?? {})
    if (undo && isDone) {
      const { action: undoing, data: undone } = undo(answer.result)
      await world.must(undoing, undone)
    }
    const text = answerText(answer, world.plain, world.watched).replaceAll(userName(actor), '<caller>')
    ;(answers[text] ??= []).push(actor)
  }
  return answers
}

/** The name of a probe's rows. */
export const rowName = ({ action, variant }: Probe): string =>
  variant === undefined ? action : `${action} ${variant}`

/** Asks everything, one question after the other. */
export async function playMatrix(world: World, probes: readonly Probe[]): Promise<Matrix> {
  const matrix: Record<string, Record<string, Record<string, Actor[]>>> = {}
  for (const probe of probes) {
    const name = rowName(probe)
    if (matrix[name]) throw new Error(`two probes are called ${name}`)
    const rows = (matrix[name] = {}) as Record<string, Record<string, Actor[]>>
    for (const state of probe.states ?? STATES[probe.kind ?? 'nothing'])
      rows[state] = await askAll(world, probe, state)
  }
  return matrix
}
