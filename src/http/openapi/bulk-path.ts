import { DEFAULT_BATCH, LARGEST_BATCH } from '../bulk/bulk-options.ts'

const DESCRIPTION = `Many calls in one request. The body is lines of JSON, \`{"action": …, "data": {…}, "id": …}\`; the answer is a
line for each, in order, while they come. Lines are run in transactions of many, and each fails alone; a line that writes
is answered after its commit. Files can't be sent. See docs/bulk.md.`

const option = (name: string, schema: object, description: string) => ({
  name,
  in: 'query',
  description,
  schema,
})

const call = {
  description: 'One line of the body.',
  type: 'object',
  properties: {
    action: { type: 'string', description: 'Name of the action.' },
    data: { type: 'object', additionalProperties: true, description: 'Its parameters.' },
    id: { description: 'Comes back with the answer.' },
  },
  required: ['action'],
}

const answer = {
  description: 'One line of the answer.',
  type: 'object',
  properties: {
    line: { type: 'integer', description: 'Number of the line; the first is 1.' },
    id: { description: 'As given with the line.' },
    success: { type: 'boolean' },
    repeated: { const: true, description: 'An earlier request with the same Idempotency-Key did it.' },
    result: { description: 'What the action answered.' },
    error: { $ref: '#/components/schemas/Error' },
  },
  required: ['line', 'success'],
}

const refusal = (name: string) => ({ $ref: `#/components/responses/${name}` })

/** The bulk endpoint, which is no action. */
export const bulkPath = () => ({
  post: {
    operationId: 'bulk',
    summary: 'bulk',
    tags: ['bulk'],
    description: DESCRIPTION,
    parameters: [
      option(
        'batch',
        { type: 'integer', minimum: 1, maximum: LARGEST_BATCH, default: DEFAULT_BATCH },
        'Lines in one transaction at the most.',
      ),
      option('dry_run', { type: 'boolean', default: false }, 'Tells what would happen, and takes it back.'),
      option('stop_on_error', { type: 'boolean', default: false }, 'Runs nothing after a refused line.'),
      option(
        'return',
        { type: 'string', enum: ['full', 'id', 'none'], default: 'full' },
        'How much of the results of writing lines is answered.',
      ),
      {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'A repeated request with the same key does no line twice, for 24 hours.',
        schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
      },
    ],
    requestBody: { required: true, content: { 'application/x-ndjson': { schema: call } } },
    responses: {
      200: { description: 'A line for each line.', content: { 'application/x-ndjson': { schema: answer } } },
      400: refusal('BadRequest'),
      409: refusal('Invalid'),
      500: refusal('Fault'),
    },
  },
})
