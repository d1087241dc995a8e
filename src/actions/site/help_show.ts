import { actionHelp } from '../../catalogue/action-help.ts'
import { NotFound } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { actionNoun, isOffered } from '../registry.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  run: ({ config }, params) => {
    const name = required(params, 'name')
    const noun = typeof name === 'string' && isOffered(config, name) ? actionNoun(name) : undefined
    if (noun === undefined) throw new NotFound('Action function not found')
    return actionHelp(noun, String(name))
  },
})
