import type { Probe, Question } from '../probe.ts'

const id = ({ subject }: Question) => ({ id: subject.id })
const onVocabulary = (action: string, more: Partial<Probe> = {}): Probe => ({
  action,
  kind: 'vocabulary',
  data: id,
  ...more,
})

export const siteReads: readonly Probe[] = [
  { action: 'status_show' },
  { action: 'license_list' },
  { action: 'help_show', data: () => ({ name: 'package_show' }) },
  { action: 'get_site_user' },
  { action: 'config_option_list' },
  { action: 'config_option_show', data: () => ({ key: 'ckan.site_title' }) },
  { action: 'tag_list' },
  { action: 'tag_list', variant: 'that begin alike', data: () => ({ query: 'tag' }) },
  { action: 'tag_search', data: () => ({ query: 'tag' }) },
  { action: 'tag_autocomplete', data: () => ({ query: 'tag' }) },
  { action: 'tag_show', data: () => ({ id: 'tag-public', include_datasets: true }) },
  {
    action: 'tag_show',
    variant: 'of a private dataset',
    data: () => ({ id: 'tag-private', include_datasets: true }),
  },
  { action: 'vocabulary_list' },
  onVocabulary('vocabulary_show'),
  onVocabulary('tag_list', {
    variant: 'of a vocabulary',
    data: ({ subject }) => ({ vocabulary_id: subject.id }),
  }),
  { action: 'term_translation_show', data: () => ({ terms: ['word'] }) },
  { action: 'task_status_show', kind: 'task', data: id },
  { action: 'job_list' },
  { action: 'job_show', data: () => ({ id: 'missing' }) },
]

const task = ({ world }: Question) => ({
  entity_id: world.unique('thing'),
  entity_type: 'thing',
  task_type: 'test',
  key: 'key',
  value: '1',
  state: 'done',
  error: '',
  last_updated: '2024-01-01T00:00:00',
})

export const siteWrites: readonly Probe[] = [
  { action: 'config_option_update', data: () => ({ 'ckan.site_title': 'CKAN' }) },
  { action: 'vocabulary_create', data: ({ world }) => ({ name: world.unique('created'), tags: [] }) },
  onVocabulary('vocabulary_update', { data: ({ subject }) => ({ id: subject.id, name: subject.name }) }),
  onVocabulary('tag_create', {
    data: ({ world, subject }) => ({ name: world.unique('created'), vocabulary_id: subject.id }),
    spoils: true,
  }),
  onVocabulary('tag_delete', { data: ({ subject }) => ({ id: 'missing', vocabulary_id: subject.id }) }),
  onVocabulary('vocabulary_delete', { spoils: true }),
  { action: 'task_status_update', data: task },
  { action: 'task_status_update_many', data: (question) => ({ data: [task(question)] }) },
  { action: 'task_status_delete', kind: 'task', data: id, spoils: true },
  {
    action: 'term_translation_update',
    data: () => ({ term: 'word', term_translation: 'Wort', lang_code: 'de' }),
  },
  {
    action: 'term_translation_update_many',
    data: () => ({ data: [{ term: 'word', term_translation: 'Wort', lang_code: 'de' }] }),
  },
  { action: 'job_cancel', data: () => ({ id: 'missing' }) },
  { action: 'job_clear', data: () => ({ queues: ['none'] }) },
]
