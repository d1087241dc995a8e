import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callAction } from '../../src/actions/call.ts'
import { type App, createApp } from '../../src/app.ts'
import { queueWebhooks } from '../../src/webhooks/watch-changes.ts'
import { startReceiver } from './start-receiver.ts'

const operator = { user: undefined, operator: true }

describe('a webhook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-'))
  const open = (): Promise<App> =>
    createApp({ dataFolder: folder, env: { CKANISTER__FETCH__ALLOWED_NETWORKS: '127.0.0.1' } })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it('goes on after a restart where it stopped: nothing is lost, nothing is told twice', async () => {
    const receiver = await startReceiver()
    const first = await open()
    const call = (app: App, action: string, data: Readonly<Record<string, unknown>>) =>
      callAction(app.services, action, data, operator)
    await call(first, 'user_create', { name: 'ann', email: 'ann@example.com', password: 'correct-horse' })
    await call(first, 'organization_create', { name: 'city' })
    const ann = await first.services.store.users.find('ann')
    await callAction(first.services, 'webhook_create', { url: receiver.url }, { user: ann })
    await call(first, 'package_create', { name: 'one', owner_org: 'city' })
    await queueWebhooks(first.services)
    await first.worker.runDue()
    await call(first, 'package_create', { name: 'two', owner_org: 'city' })
    await first.close()

    const second = await open()
    await call(second, 'package_create', { name: 'three', owner_org: 'city' })
    await queueWebhooks(second.services)
    await second.worker.runDue()
    expect(receiver.messages.map(({ body }) => body.data.name)).toEqual(['one', 'two', 'three'])
    await second.close()
    receiver.close()
  })
})
