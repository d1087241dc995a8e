import { html } from '../html.ts'
import { page } from '../layout.ts'
import type { PageRequest } from '../page-request.ts'

interface ActivityShown {
  readonly timestamp: string
  readonly activity_type: string
  readonly user_id: string
  readonly data?: {
    readonly package?: { readonly title?: string | null; readonly name?: string } | null
  } | null
}

/** What a page of activities is about. */
export interface ActivitySubject {
  readonly kind: 'package' | 'organization' | 'group' | 'user'
  readonly id: string
  readonly title: string
  /** Path of the subject's own page. */
  readonly path: string
}

/** What happened to something, newest first. */
export async function activityPage(
  { root, services, show }: PageRequest,
  { kind, id, title, path }: ActivitySubject,
): Promise<string> {
  const activities = await show<readonly ActivityShown[]>(`${kind}_activity_list`, { id })
  return page({
    title: `Activity: ${title}`,
    root,
    config: services.config,
    body: html`<p class="soft"><a href="${root}${path}">${title}</a></p>
      <h1>Activity</h1>
      <ul class="plain">
        ${activities.map(
          (activity) =>
            html`<li>
              ${activity.activity_type}
              ${activity.data?.package && html`<a href="${root}/dataset/${activity.data.package.name}">${activity.data.package.title || activity.data.package.name}</a>`}
              <span class="soft">${activity.timestamp.slice(0, 16).replace('T', ' ')} UTC</span>
            </li> `,
        )}
      </ul>
      ${activities.length === 0 && html`<p class="soft">Nothing has happened yet.</p>`}`,
  })
}
