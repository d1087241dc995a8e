import { FetchError } from '../fetch/fetch-error.ts'
import { fetchPolicy } from '../fetch/fetch-policy.ts'
import { openUrl } from '../fetch/open-url.ts'
import type { RunningJob } from '../jobs/handle-job.ts'
import { now } from '../core/time.ts'
import type { Context, Services } from '../kernel/context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import type { Change } from '../store/changes.ts'
import type { WebhookRow } from '../store/webhooks.ts'
import { eventOfChange } from './event-of-change.ts'
import { seedWebhook } from './seed-webhook.ts'
import { signedHeaders } from './sign.ts'
import type { WebhookEvent } from './webhook-event.ts'
import { queueWebhook, type WebhookRequest } from './webhook-job.ts'

/** Changes that are read at once. */
const BATCH = 500
/** Seconds that a receiver has for its answer (Standard Webhooks: 15 to 30). */
const PATIENCE = 20
/** Milliseconds to wait after the first failure, doubled after each further one, and at the most. */
const FIRST_PAUSE = 10_000
const LONGEST_PAUSE = 6 * 3600_000
/** Failures in a row, about two and a half days, after which a receiver counts as dead. */
const GIVE_UP = 20
const GONE = 410

/** The newest change of each dataset, in the order of the log: an event tells how a dataset is now. */
function newestOfEach(changes: readonly Change[]): readonly Change[] {
  const newest = new Map<string, Change>()
  for (const change of changes) {
    if (change.kind !== 'package') continue
    newest.delete(change.id)
    newest.set(change.id, change)
  }
  return [...newest.values()]
}

async function post(
  services: Services,
  hook: WebhookRow,
  id: string,
  event: WebhookEvent,
  signal: AbortSignal,
) {
  const body = JSON.stringify(event)
  const headers = signedHeaders(hook.secret, id, Math.floor(Date.now() / 1000), body)
  const { response } = await openUrl(hook.url, fetchPolicy(services.config), {
    headers,
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE * 1000)]),
  })
  response.destroy()
  return response.statusCode ?? 200
}

/** Pauses a subscription and says so to who made it. */
async function pause(services: Services, hook: WebhookRow, reason: string): Promise<void> {
  await services.store.write(async (tx) => {
    await tx.webhooks.save({ ...hook, state: 'paused', reason, next_attempt: null })
    const user = await tx.users.find(hook.user_id)
    if (!user?.email) return
    const mail = {
      to: { name: user.fullname ?? user.name, address: user.email },
      subject: 'A webhook was paused',
      text: `The webhook ${hook.id} to ${hook.url} is told of nothing any more: ${reason}\n\nwebhook_resume goes on where it stopped.\n`,
    }
    await queueMail({ config: services.config, jobs: services.jobs, store: tx }, mail)
  })
}

/** After a failure: waits longer each time, and gives up in the end. */
async function failed(services: Services, hook: WebhookRow, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error)
  const status = error instanceof FetchError ? (error.status ?? null) : null
  const failures = hook.failures + 1
  const later = { ...hook, failures, last_status: status, last_error: message }
  if (status === GONE) {
    await pause(services, later, 'The receiver says that it is gone (status 410).')
    return
  }
  if (failures >= GIVE_UP) {
    await pause(services, later, `${String(failures)} attempts in a row failed, the last one so: ${message}`)
    return
  }
  const next = Date.now() + Math.min(FIRST_PAUSE * 2 ** hook.failures, LONGEST_PAUSE)
  await services.store.write((tx) => tx.webhooks.save({ ...later, next_attempt: next }))
  await queueWebhook(services, hook.id, next)
}

async function subscriberOf(services: Services, hook: WebhookRow): Promise<Context | undefined> {
  const user = await services.store.users.find(hook.user_id)
  if (user?.state !== 'active') return undefined
  return { ...services, user, afterCommit: () => undefined, afterRollback: () => undefined }
}

/**
 * Tells a receiver what changed since the last time: in the order of the change log, each message until it was taken,
 * the position stored after each. A message that was under way when the process died is sent again with the same id.
 */
export async function deliverWebhook(
  services: Services,
  { id }: WebhookRequest,
  { signal, log }: RunningJob,
): Promise<void> {
  const { store } = services
  let told = 0
  for (;;) {
    let hook = await store.webhooks.find(id)
    if (hook?.state !== 'active') return
    const subscriber = await subscriberOf(services, hook)
    if (!subscriber) {
      await pause(services, hook, 'Its user is not active any more.')
      return
    }
    if (hook.is_seeded === 0) hook = await seedWebhook(subscriber, hook)
    const changes = await store.changes.after(hook.position, BATCH)
    const end = changes.at(-1)?.seq
    if (end === undefined) break
    for (const change of newestOfEach(changes)) {
      const event = await eventOfChange(subscriber, hook, change.id)
      if (!event) continue
      let status: number
      try {
        status = await post(services, hook, `${hook.id}_${String(change.seq)}`, event, signal)
      } catch (error) {
        if (signal.aborted) throw error
        await failed(services, hook, error)
        log(`${String(told)} messages were taken, then one failed.`)
        return
      }
      const taken: WebhookRow = {
        ...hook,
        position: change.seq,
        failures: 0,
        next_attempt: null,
        delivered: hook.delivered + 1,
        last_delivery: now(),
        last_status: status,
        last_error: null,
      }
      const isThere = await store.write(async (tx) => {
        if ((await tx.webhooks.find(id))?.state !== 'active') return false
        await tx.webhooks.save(taken)
        await tx.webhooks.setTold(id, change.id, event.type !== 'dataset.removed')
        return true
      })
      if (!isThere) return
      hook = taken
      told++
    }
    await store.write((tx) => tx.webhooks.move(id, end))
  }
  log(`${String(told)} messages were taken.`)
}
