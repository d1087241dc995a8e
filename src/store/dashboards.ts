import type { Database } from 'better-sqlite3'

export interface DashboardRow {
  /** null: never. */
  readonly activity_stream_last_viewed: string | null
  readonly email_last_sent: string | null
}

/** When users last looked at their dashboards, and were last told by e-mail. */
export function dashboardTable(db: Database) {
  const one = db.prepare(
    'SELECT activity_stream_last_viewed, email_last_sent FROM dashboard WHERE user_id = ?',
  )
  const put = (column: keyof DashboardRow) =>
    db.prepare(
      `INSERT INTO dashboard (user_id, ${column}) VALUES (?, ?)
       ON CONFLICT (user_id) DO UPDATE SET ${column} = excluded.${column}`,
    )
  const viewed = put('activity_stream_last_viewed')
  const sent = put('email_last_sent')
  return {
    get: async (userId: string): Promise<DashboardRow> =>
      (one.get(userId) as DashboardRow | undefined) ?? {
        activity_stream_last_viewed: null,
        email_last_sent: null,
      },
    setViewed: async (userId: string, time: string): Promise<void> => {
      viewed.run(userId, time)
    },
    setSent: async (userId: string, time: string): Promise<void> => {
      sent.run(userId, time)
    },
  }
}
