import { Router, type Request, type Response } from 'express'
import { PageError } from '../http/page-error.ts'
import { redirectPage } from '../http/redirect-page.ts'
import { requestToken } from '../http/request-token.ts'
import { PAGE_TYPE, sendAnswer } from '../http/send-answer.ts'
import type { Services } from '../kernel/context.ts'
import { titleOf, type DatasetShown, type GroupShown } from './entities.ts'
import { pageRequest, type PageRequest } from './page-request.ts'
import { aboutPage, loginPage } from './pages/about-page.ts'
import { activityPage, type ActivitySubject } from './pages/activity-page.ts'
import { datasetGroupsPage } from './pages/dataset-groups-page.ts'
import { datasetPage } from './pages/dataset-page.ts'
import { frontPage } from './pages/front-page.ts'
import { groupAboutPage, groupListPage, groupPage, type GroupKind } from './pages/group-pages.ts'
import { resourcePage } from './pages/resource-page.ts'
import { searchPage } from './pages/search-page.ts'
import { userListPage, userPage } from './pages/user-pages.ts'
import { dictionaryRoutes } from './dictionary-routes.ts'
import { resetRoutes } from './reset-routes.ts'
import { sendPage } from './send-page.ts'

/** A page, or where to go instead. */
type Made = string | { readonly to: string }
type Ids = Readonly<Record<string, string>>
type Maker = (request: PageRequest, ids: Ids) => Made | Promise<Made>

const idOf = (ids: Ids): string => ids['id'] ?? ''
const findDataset = ({ show }: PageRequest, ids: Ids): Promise<DatasetShown> =>
  show('package_show', { id: idOf(ids) })

async function dataset(request: PageRequest, ids: Ids): Promise<Made> {
  const shown = await findDataset(request, ids)
  return idOf(ids) === shown.name ? datasetPage(request, shown) : { to: `/dataset/${shown.name}` }
}

async function resource(request: PageRequest, ids: Ids): Promise<Made> {
  const shown = await findDataset(request, ids)
  const found = shown.resources.find(({ id }) => id === ids['rid'])
  if (!found) throw new PageError(404)
  return resourcePage(request, shown, found)
}

async function groupTitle({ show }: PageRequest, kind: GroupKind, id: string): Promise<string> {
  const params = { id, include_datasets: false, include_users: false }
  return titleOf(await show<GroupShown>(`${kind}_show`, params))
}

async function activities(request: PageRequest, kind: ActivitySubject['kind'], id: string): Promise<string> {
  if (kind === 'package') {
    const title = titleOf(await request.show<DatasetShown>('package_show', { id }))
    return activityPage(request, { kind, id, title, path: `/dataset/${id}` })
  }
  const title =
    kind === 'user'
      ? (await request.show<{ readonly display_name: string }>('user_show', { id })).display_name
      : await groupTitle(request, kind, id)
  return activityPage(request, { kind, id, title, path: `/${kind}/${id}` })
}

function refuse(): never {
  throw new PageError(403)
}

/** CKAN's addresses of pages (spec: clients 3). Those for changing things are refused: this site is changed by its API. */
const PAGES: readonly (readonly [path: string, make: Maker])[] = [
  ['/', frontPage],
  ['/about', aboutPage],
  ['/dataset{/}', searchPage],
  ['/dataset/new', refuse],
  ['/dataset/:id', dataset],
  ['/dataset/:id/resource/:rid', resource],
  ['/dataset/:id/resource/:rid/views', refuse],
  ['/dataset/activity/:id', (request, ids) => activities(request, 'package', idOf(ids))],
  [
    '/dataset/groups/:id',
    async (request, ids) => datasetGroupsPage(request, await findDataset(request, ids)),
  ],
  ['/dataset/followers/:id', refuse],
  ['/dataset/edit/:id', refuse],
  ['/dataset/resources/:id', refuse],
  ...(['organization', 'group'] as const).flatMap((kind): (readonly [string, Maker])[] => [
    [`/${kind}{/}`, (request) => groupListPage(request, kind)],
    [`/${kind}/about/:id`, (request, ids) => groupAboutPage(request, kind, idOf(ids))],
    [`/${kind}/activity/:id`, (request, ids) => activities(request, kind, idOf(ids))],
    [`/${kind}/:id`, (request, ids) => groupPage(request, kind, idOf(ids))],
  ]),
  ['/user{/}', userListPage],
  ['/user/login', loginPage],
  ['/user/register', refuse],
  ['/user/activity/:id', (request, ids) => activities(request, 'user', idOf(ids))],
  ['/user/:id', (request, ids) => userPage(request, idOf(ids))],
  ['/dashboard{/}', () => ({ to: '/user/login' })],
  ['/ckan-admin', refuse],
]

async function answer(req: Request, res: Response, services: Services, make: Maker): Promise<void> {
  const { config } = services
  const request = await pageRequest(req, services)
  const made = await make(request, req.params as Ids)
  const isPersonal = requestToken(req, config) !== undefined
  if (typeof made === 'string') {
    await sendPage(req, res, services, made, !isPersonal)
    return
  }
  res.setHeader('Location', request.site + made.to)
  const head = { status: 302, type: PAGE_TYPE, isPersonal, config }
  await sendAnswer(req, res, head, redirectPage(request.site + made.to))
}

/** `/util/redirect?url=/path`: only to this site's own paths. */
async function redirectInside(req: Request, res: Response, services: Services): Promise<void> {
  const { site, query } = await pageRequest(req, services)
  const url = query.get('url')
  if (!url) throw new PageError(400)
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(url)) throw new PageError(403)
  res.setHeader('Location', site + url)
  const head = { status: 302, type: PAGE_TYPE, isPersonal: false, config: services.config }
  await sendAnswer(req, res, head, redirectPage(site + url))
}

/** The pages of the site: plain and readable, from the same actions as the API. */
export function webRoutes(services: Services): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router.use(resetRoutes(services))
  router.use(dictionaryRoutes(services))
  for (const [path, make] of PAGES) router.get(path, (req, res) => answer(req, res, services, make))
  router.get('/util/redirect', (req, res) => redirectInside(req, res, services))
  return router
}
