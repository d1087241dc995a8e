import { ValidationError } from '../core/errors.ts'
import { KeyNotFound } from '../datastore/create-datastore.ts'
import { pythonRepr } from '../validation/python.ts'

/** CKAN's sentence for a record whose key is nobody's, with the values as its statement numbers them; other errors stay. */
export function keyNotFound(error: unknown): unknown {
  if (!(error instanceof KeyNotFound)) return error
  const values = error.values.map((value, index) => [`val_${String(error.from + index)}`, value])
  return new ValidationError({ key: [`key "${pythonRepr(Object.fromEntries(values))}" not found`] })
}
