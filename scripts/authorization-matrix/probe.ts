import type { Actor } from './actors.ts'
import type { Kind, Subject, World } from './world.ts'

/** What the parameters of a question are made of. */
export interface Question {
  readonly world: World
  readonly subject: Subject
  readonly state: string
  readonly actor: Actor
}

type Parameters = Readonly<Record<string, unknown>>

/** One action, asked by every actor about every state of a kind of subject. */
export interface Probe {
  readonly action: string
  /** What tells this probe from others of the same action. */
  readonly variant?: string
  readonly kind?: Kind
  /** Default: all states of the kind. */
  readonly states?: readonly string[]
  readonly data?: (question: Question) => Parameters | Promise<Parameters>
  /** Success changes the subject, so that the next one who asks needs another. */
  readonly spoils?: boolean
  /** What the sysadmin does after a success to have the subject as it was: quicker than another one. */
  readonly mend?: (question: Question) => Promise<Partial<Subject> | undefined>
  /** What the sysadmin does with the result of a success, lest the actors change. */
  readonly undo?: (result: unknown) => { readonly action: string; readonly data: Parameters }
}
