import type { Probe, Question } from '../probe.ts'

const url = 'http://example.com/other.csv'

const onResource = (
  action: string,
  data: (question: Question) => Readonly<Record<string, unknown>>,
  more: Partial<Probe> = {},
): Probe => ({ action, kind: 'dataset', data, ...more })

async function newView({ world }: Question, resource: string): Promise<string> {
  const view = { resource_id: resource, view_type: 'text_view', title: 'View' }
  return world.label(await world.must('resource_view_create', view), 'view')
}

export const resourceWrites: readonly Probe[] = [
  onResource('resource_create', ({ subject }) => ({ package_id: subject.id, url, name: 'Created' })),
  onResource('resource_patch', ({ subject }) => ({ id: subject.resource, description: 'Patched' })),
  onResource('resource_update', ({ subject }) => ({ id: subject.resource, url, description: 'Updated' })),
  onResource('resource_view_create', ({ subject }) => ({
    resource_id: subject.resource,
    view_type: 'text_view',
    title: 'Created',
  })),
  onResource('resource_view_update', ({ subject }) => ({ id: subject.view, title: 'Updated' })),
  onResource('resource_view_reorder', ({ subject }) => ({ id: subject.resource, order: [subject.view] })),
  onResource('resource_create_default_resource_views', ({ subject }) => ({
    resource: { id: subject.resource, package_id: subject.id, url, format: 'CSV' },
  })),
  onResource('resource_view_delete', ({ subject }) => ({ id: subject.view }), {
    mend: async (question) => ({ view: await newView(question, question.subject.resource) }),
  }),
  onResource('resource_delete', ({ subject }) => ({ id: subject.resource }), {
    mend: async (question) => {
      const { world, subject, state } = question
      const made = { package_id: subject.id, url, name: `resource-${state}`, format: `format-${state}` }
      const resource = world.label(await world.must('resource_create', made), 'resource')
      return { resource, view: await newView(question, resource) }
    },
  }),
  { action: 'resource_view_clear', data: () => ({ view_types: ['image_view'] }) },
]
