import type { Config } from '../../config/config.ts'

const refusal = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
})
const bareText = { type: 'string', description: 'Bad request - and what is wrong with it.' }

const errorSchema = {
  title: 'Error',
  description: 'What was refused. Validation errors name each field with its messages.',
  type: 'object',
  properties: {
    __type: {
      type: 'string',
      description: 'Validation Error, Authorization Error, Not Found Error, Search Error, …',
    },
    message: { type: 'string', description: 'What is wrong, where no field is to blame.' },
  },
  required: ['__type'],
  additionalProperties: true,
}

const refusalSchema = {
  title: 'Refusal',
  description: 'The envelope of an error.',
  type: 'object',
  properties: {
    help: { type: 'string', description: "Address of the action's help." },
    success: { const: false },
    error: { $ref: '#/components/schemas/Error' },
  },
  required: ['help', 'success', 'error'],
}

/** What all operations share: errors, and how a token is sent. */
export const sharedComponents = (config: Config) => ({
  schemas: { Error: errorSchema, Refusal: refusalSchema },
  responses: {
    BadRequest: {
      description: 'The request can not be read, or the structure of its data is wrong.',
      content: {
        'application/json': { schema: { anyOf: [bareText, { $ref: '#/components/schemas/Refusal' }] } },
      },
    },
    NotAuthorized: refusal('The caller may not do this.'),
    NotFound: refusal('There is no such thing.'),
    Invalid: refusal('The data breaks rules: nothing was changed.'),
    TooLarge: {
      description: 'The body is too large.',
      content: { 'application/json': { schema: bareText } },
    },
    Fault: refusal('The server failed: nothing was changed.'),
  },
  securitySchemes: {
    token: {
      type: 'apiKey',
      in: 'header',
      name: config.apitoken_header_name,
      description: 'An API token, as api_token_create answers it.',
    },
  },
})
