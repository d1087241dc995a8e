import { createHmac } from 'node:crypto'
import { queueWebhooks } from '../../src/webhooks/watch-changes.ts'
import { type StartedApp, startApp } from '../support/start-app.ts'
import { startReceiver } from './start-receiver.ts'

interface Hook {
  readonly id: string
  readonly secret: string
}

describe('webhooks', () => {
  let site: StartedApp
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  const deliver = async (): Promise<void> => {
    await queueWebhooks(site.app.services)
    await site.app.worker.runDue()
  }
  const told = () => receiver.messages.map(({ body }) => `${body.type} ${body.data.name ?? body.data.id}`)
  const subscribe = async (data: object, as: string): Promise<Hook> => {
    const { result } = await site.post('webhook_create', { url: receiver.url, ...data }, as)
    return result as Hook
  }
  beforeEach(async () => {
    receiver = await startReceiver()
    site = await startApp({
      users: ['ann', 'ben'],
      env: { CKANISTER__FETCH__ALLOWED_NETWORKS: '127.0.0.1' },
    })
    await site.post(
      'organization_create',
      { name: 'city', users: [{ name: 'ben', capacity: 'editor' }] },
      'admin',
    )
  })
  afterEach(async () => {
    receiver.close()
    await site.close()
  })

  it('tell what was added, changed and removed, in order and signed', async () => {
    const { id, secret } = await subscribe({ fq: 'tags:water' }, 'ann')
    await site.post('package_create', { name: 'dry', owner_org: 'city' }, 'admin')
    await site.post('package_create', { name: 'wet', owner_org: 'city', tags: [{ name: 'water' }] }, 'admin')
    await deliver()
    await site.post('package_patch', { id: 'wet', title: 'Wet' }, 'admin')
    await deliver()
    await site.post('package_patch', { id: 'wet', tags: [] }, 'admin')
    await deliver()
    expect(receiver.messages.map(({ body }) => body.type)).toEqual([
      'dataset.added',
      'dataset.changed',
      'dataset.removed',
    ])
    const [first] = receiver.messages
    const {
      'webhook-id': message,
      'webhook-timestamp': time,
      'webhook-signature': signature,
    } = first?.headers ?? {}
    const signed = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(`${String(message)}.${String(time)}.${first?.text ?? ''}`)
      .digest('base64')
    expect(signature).toBe(`v1,${signed}`)
    expect(first?.body).toMatchObject({ data: { name: 'wet', url: 'http://ckan.test/dataset/wet' } })
    const { result } = await site.post('webhook_show', { id }, 'ann')
    expect(result).toMatchObject({ state: 'active', delivered: 3, last_status: 200, failures: 0 })
    expect(result).not.toHaveProperty('secret')
  })

  it('never tell of what their user may not read, and of its end when it becomes private', async () => {
    await site.post('package_create', { name: 'old', owner_org: 'city' }, 'admin')
    await subscribe({}, 'ann')
    await deliver()
    await site.post('package_create', { name: 'secret', owner_org: 'city', private: true }, 'admin')
    await site.post('package_create', { name: 'open', owner_org: 'city' }, 'admin')
    await deliver()
    expect(told()).toEqual(['dataset.added open'])
    const { result } = await site.post(
      'package_patch',
      { id: 'open', private: true, title: 'Hidden' },
      'admin',
    )
    await deliver()
    expect(told().slice(1)).toEqual([`dataset.removed ${(result as Hook).id}`])
    await site.post('package_patch', { id: 'open', title: 'Hidden again' }, 'admin')
    await site.post('package_delete', { id: 'secret' }, 'admin')
    await deliver()
    expect(receiver.messages).toHaveLength(2)
    await site.post('package_delete', { id: 'old' }, 'admin')
    await deliver()
    expect(receiver.messages.at(-1)?.body.type).toBe('dataset.removed')
    const { status } = await site.post('webhook_create', { url: receiver.url, dataset_id: 'secret' }, 'ann')
    expect(status).toBe(403)
  })

  it('tell editors of private datasets, and nobody else may see or end their webhooks', async () => {
    const { id } = await subscribe({}, 'ben')
    await site.post('package_create', { name: 'secret', owner_org: 'city', private: true }, 'admin')
    await deliver()
    expect(told()).toEqual(['dataset.added secret'])
    expect((await site.post('webhook_show', { id }, 'ann')).status).toBe(403)
    expect((await site.post('webhook_delete', { id }, 'ann')).status).toBe(403)
    expect((await site.post('webhook_resume', { id }, 'ann')).status).toBe(403)
    expect((await site.post('webhook_list', {}, 'ann')).result).toEqual([])
    expect((await site.post('webhook_list', {}, 'admin')).result).toHaveLength(1)
    expect((await site.post('webhook_create', { url: receiver.url })).status).toBe(403)
    expect((await site.post('webhook_delete', { id }, 'ben')).status).toBe(200)
    await site.post('package_patch', { id: 'secret', title: 'x' }, 'admin')
    await deliver()
    expect(receiver.messages).toHaveLength(1)
  })

  it('send a message again with the same id until it is taken, later each time', async () => {
    const { id } = await subscribe({}, 'ann')
    receiver.state.status = 503
    await site.post('package_create', { name: 'one', owner_org: 'city' }, 'admin')
    await site.post('package_create', { name: 'two', owner_org: 'city' }, 'admin')
    await deliver()
    const { result } = await site.post('webhook_show', { id }, 'ann')
    expect(result).toMatchObject({ state: 'active', failures: 1, last_status: 503, delivered: 0 })
    expect(told()).toEqual(['dataset.added one'])
    await deliver()
    expect(receiver.messages).toHaveLength(1)
    receiver.state.status = 200
    await site.post('webhook_resume', { id }, 'ann')
    await site.app.worker.runDue()
    expect(told()).toEqual(['dataset.added one', 'dataset.added one', 'dataset.added two'])
    const [first, again] = receiver.messages
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  })

  it.each([
    [410, 'paused', /gone/],
    [302, 'active', null],
  ])('know what status %i means', async (status, state, reason) => {
    const { id } = await subscribe({}, 'ann')
    receiver.state.status = status
    await site.post('package_create', { name: 'one', owner_org: 'city' }, 'admin')
    await deliver()
    const { result } = await site.post('webhook_show', { id }, 'ann')
    expect(result).toMatchObject({ state, reason: reason ? expect.stringMatching(reason) : null })
  })

  it('are paused after many failures, and when their user is gone', async () => {
    const { id } = await subscribe({}, 'ann')
    const { store } = site.app.services
    const row = await store.webhooks.find(id)
    if (row) await store.write((tx) => tx.webhooks.save({ ...row, failures: 19 }))
    receiver.state.status = 500
    await site.post('package_create', { name: 'one', owner_org: 'city' }, 'admin')
    await deliver()
    const { result } = await site.post('webhook_show', { id }, 'ann')
    expect(result).toMatchObject({ state: 'paused', reason: expect.stringMatching(/20 attempts/) as string })
    await site.post('webhook_resume', { id, skip: true }, 'ann')
    await site.post('user_delete', { id: 'ann' }, 'admin')
    await site.post('package_patch', { id: 'one', title: 'x' }, 'admin')
    await deliver()
    expect((await site.post('webhook_show', { id }, 'admin')).result).toMatchObject({ state: 'paused' })
    expect(receiver.messages).toHaveLength(1)
  })

  it.each([
    [{ url: 'ftp://example.com/' }, 409],
    [{ url: '' }, 409],
    [{ url: 'http://example.com/', q: '{!broken' }, 400],
    [{ url: 'http://example.com/', dataset_id: 'none' }, 404],
  ])('refuse %j', async (data, status) => {
    expect((await site.post('webhook_create', data, 'ann')).status).toBe(status)
  })

  it('go nowhere that is private unless the operator allows it', async () => {
    const other = await startApp({ users: ['ann'] })
    const { result } = await other.post('webhook_create', { url: receiver.url }, 'ann')
    await other.post('organization_create', { name: 'city' }, 'admin')
    await other.post('package_create', { name: 'one', owner_org: 'city' }, 'admin')
    await queueWebhooks(other.app.services)
    await other.app.worker.runDue()
    expect(receiver.messages).toHaveLength(0)
    const shown = await other.post('webhook_show', { id: (result as Hook).id }, 'ann')
    expect(shown.result).toMatchObject({ failures: 1 })
    await other.close()
  })
})
