import { randomUUID } from 'node:crypto'

/** The random end of an activity's id. */
export const newActivityTail = (): string => randomUUID().slice(19)

/** An activity's id: a UUID of version 7, whose beginning is the time in microseconds, so that no index of ids is needed. */
export function activityId(micros: number, tail: string): string {
  const millis = Math.floor(micros / 1000)
  const time = millis.toString(16).padStart(12, '0')
  const rest = (micros - millis * 1000).toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest}-${tail}`
}

const ID = /^([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-([89ab][0-9a-f]{3}-[0-9a-f]{12})$/

/** The time and the end of an id; undefined: no activity has such an id. */
export function readActivityId(id: string): { readonly seq: number; readonly tail: string } | undefined {
  const [, high = '', low = '', rest = '', tail = ''] = ID.exec(id) ?? []
  if (tail === '') return undefined
  return { seq: Number.parseInt(high + low, 16) * 1000 + Number.parseInt(rest, 16), tail }
}
