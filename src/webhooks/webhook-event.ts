/** What a receiver is told (Standard Webhooks): thin, so that whoever wants more asks for it with rights of their own. */
export interface WebhookEvent {
  readonly type: 'dataset.added' | 'dataset.changed' | 'dataset.removed' | 'webhook.test'
  /** ISO 8601, UTC. */
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
}
