import { randomInt } from 'node:crypto'
import type { Store } from '../../store/store.ts'

/** CKAN takes four digits; more where they do not lead to a free name. */
const RANGES = [10_000, 10_000, 10_000, 10_000, 1_000_000, 2 ** 47]

/** A login name for who is invited, made of the e-mail address as CKAN does: `kim-lee-4711`. */
export async function invitedName(store: Store, email: string): Promise<string> {
  const stem = (email.split('@')[0] ?? '').toLowerCase().replace(/\W/g, '-').slice(0, 80)
  let name = ''
  for (const range of RANGES) {
    name = `${stem}-${randomInt(range)}`
    if (!(await store.users.find(name))) return name
  }
  return name
}
