import { ValidationError } from '../../core/errors.ts'

/** A query that PostgreSQL would refuse, as CKAN answers it: 409 with the message and the statement. */
export const invalidQuery = (message: string): ValidationError =>
  new ValidationError({
    query: ['Invalid query'],
    info: { statement: ['SELECT'], params: ['{}'], orig: [message] } as unknown as string,
  })

/** A parameter that names what is not there. */
export const invalidValue = (parameter: string, value: string): ValidationError =>
  new ValidationError({ [parameter]: [`invalid value "${value}"`] })
