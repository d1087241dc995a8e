import { actionHelp } from '../../catalogue/action-help.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { actionNoun } from '../registry.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: (_context, params) => {
    const name = required(params, 'name')
    const noun = typeof name === 'string' ? actionNoun(name) : undefined
    if (noun === undefined) throw new NotFound('Action function not found')
    return actionHelp(noun, String(name))
  },
})
