import type { Params } from '../core/params.ts'
import type { Context } from './context.ts'

type Awaitable<T> = T | Promise<T>

/** What an action file declares. The steps run in this order: prepare, find, authorize, validate, run. */
export interface ActionDefinition<Subject, Result> {
  /** Reads only: GET is allowed (CKAN's `side_effect_free`). Other actions run inside one write transaction. */
  readonly sideEffectFree?: boolean
  /** Needs a transaction although GET is allowed, or none although POST is required. */
  readonly writes?: boolean
  /** The schema's rules run before `find` and `authorize`, as CKAN's DataStore has it. */
  readonly validatesFirst?: boolean
  /** Numbers in a JSON body keep their digits: bigint beyond 2⁵³, PythonFloat for `1.0` (core/parse-exact-json.ts). */
  readonly exactNumbers?: boolean
  /**
   * What a guest is told depends on the parameters, the options and the catalogue alone, as these parameters are: such
   * answers are given again until something changes.
   */
  readonly isKept?: (params: Params) => boolean
  /** Slow work on the raw parameters before the transaction opens (hashing a password); gives the parameters to go on with. */
  readonly prepare?: (context: Context, params: Params) => Awaitable<Params>
  /** `prepare` looks at the parameters alone, not at what is stored: lines of a bulk request may wait for one commit. */
  readonly preparesAlone?: true
  /** Asks for a missing id and finds the object: @throws ValidationError, NotFound. */
  readonly find?: (context: Context, params: Params) => Awaitable<Subject>
  /** @throws NotAuthorized */
  readonly authorize: (context: Context, params: Params, subject: Subject) => Awaitable<void>
  /** Receives what the rules in the action's schema made of the parameters (see validation/), if it has any. */
  readonly run: (context: Context, params: Params, subject: Subject) => Awaitable<Result>
}

/** An action of the API; its name is its file's name and its contract lies in schemas/actions/<noun>/<name>.json. */
export type Action = Readonly<ActionDefinition<unknown, unknown>>

/** Declares an action: the default export of each file in src/actions/<noun>/. */
export function defineAction<Subject = undefined, Result = unknown>(
  definition: ActionDefinition<Subject, Result>,
): Action {
  return definition as Action
}
