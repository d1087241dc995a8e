import type { Action } from '../../kernel/action.ts'
import type { SchemaNode } from '../../validation/compile.ts'
import { queryParameters } from './query-parameters.ts'
import type { PlainSchema, SchemaTranslator } from './schema-translator.ts'

interface DescribedAction {
  readonly name: string
  readonly noun: string
  readonly action: Action
  /** Its contract, and the file that it stands in; none: an action without parameters. */
  readonly contract: { readonly schema: SchemaNode; readonly file: string } | undefined
}

type Fields = Readonly<Record<string, PlainSchema>>

const response = (name: string) => ({ $ref: `#/components/responses/${name}` })
const isFile = (field: PlainSchema): boolean => field['format'] === 'binary'

const success = (result: PlainSchema) => ({
  description: 'Done.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          help: { type: 'string', description: "Address of the action's help." },
          success: { const: true },
          result,
        },
        required: ['help', 'success', 'result'],
      },
    },
  },
})

/** The schema without files, which JSON does not hold, and whether there are any. */
function withoutFiles(schema: PlainSchema): { readonly json: PlainSchema; readonly takesFiles: boolean } {
  const entries = ['properties', 'patternProperties']
    .filter((keyword) => keyword in schema)
    .map((keyword): [string, Fields] => [keyword, schema[keyword] as Fields])
  const takesFiles = entries.some(([, fields]) => Object.values(fields).some(isFile))
  const kept = entries.map(([keyword, fields]): [string, Fields] => [
    keyword,
    Object.fromEntries(Object.entries(fields).filter(([, field]) => !isFile(field))),
  ])
  return { json: { ...schema, ...Object.fromEntries(kept) }, takesFiles }
}

/** How an action is called: GET where it only reads, POST always, with files where it takes them. */
export function actionPath(described: DescribedAction, { translate }: SchemaTranslator): object {
  const { name, noun, action, contract } = described
  const {
    title: _title,
    description,
    ...parameters
  } = contract ? translate(contract.schema, contract.file) : { title: name, description: '', type: 'object' }
  const result = contract?.schema['result'] as SchemaNode | undefined
  const { json, takesFiles } = withoutFiles(parameters)
  const isReading = action.sideEffectFree === true
  const errors = {
    400: response('BadRequest'),
    403: response('NotAuthorized'),
    404: response('NotFound'),
    409: response('Invalid'),
    500: response('Fault'),
  }
  const operation = {
    tags: [noun],
    description,
    responses: { 200: success(contract && result ? translate(result, contract.file) : {}), ...errors },
  }
  const isRequired = Array.isArray(json['required'])
  const post = {
    // An id belongs to one operation; the plain name is the usual way to call.
    operationId: isReading ? `${name}_post` : name,
    summary: isReading ? `${name}, with its parameters as JSON` : name,
    ...operation,
    requestBody: {
      ...(isRequired ? { required: true } : {}),
      content: {
        'application/json': { schema: json },
        ...(takesFiles ? { 'multipart/form-data': { schema: parameters } } : {}),
      },
    },
    responses: { ...operation.responses, 413: response('TooLarge') },
  }
  if (!isReading) return { post }
  return {
    get: { operationId: name, summary: name, ...operation, parameters: queryParameters(parameters) },
    post,
  }
}
