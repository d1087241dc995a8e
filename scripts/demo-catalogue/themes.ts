import { stableId } from './shape.ts'

/** The EU's data themes, which serve as groups, and the subjects of the portals that belong to them. */
const THEMES: readonly {
  readonly name: string
  readonly title: string
  readonly subjects: readonly string[]
}[] = [
  {
    name: 'agriculture',
    title: 'Agriculture, fisheries, forestry and food',
    subjects: ['Agriculture', 'Farming', 'Verbraucherschutz', 'verbraucher'],
  },
  {
    name: 'economy',
    title: 'Economy and finance',
    subjects: ['Economics and Industry', 'Economy', 'Labour', 'Wirtschaft und Arbeit', 'wirtschaft_arbeit'],
  },
  {
    name: 'education',
    title: 'Education, culture and sport',
    subjects: [
      'Education and Training',
      'Arts Music Literature',
      'History and Archaeology',
      'Bildung und Wissenschaft',
      'Kultur, Freizeit, Sport und Tourismus',
      'bildung_wissenschaft',
      'kultur_freizeit_sport_tourismus',
    ],
  },
  {
    name: 'environment',
    title: 'Environment',
    subjects: [
      'Nature and Environment',
      'Environment',
      'Oceans',
      'Inland Waters',
      'Biota',
      'Umwelt und Klima',
      'umwelt_klima',
    ],
  },
  {
    name: 'government',
    title: 'Government and public sector',
    subjects: [
      'Government and Politics',
      'Form Descriptors',
      'Öffentliche Verwaltung, Haushalt und Steuern',
      'Politik und Wahlen',
      'verwaltung',
      'politik_wahlen',
      'council-business',
    ],
  },
  {
    name: 'health',
    title: 'Health',
    subjects: ['Health and Safety', 'Health', 'Gesundheit', 'gesundheit', 'health facilities'],
  },
  {
    name: 'justice',
    title: 'Justice, legal system and public safety',
    subjects: ['Law', 'Military', 'Gesetze und Justiz', 'gesetze_justiz'],
  },
  {
    name: 'regions',
    title: 'Regions and cities',
    subjects: [
      'Boundaries',
      'Infrastruktur, Bauen und Wohnen',
      'Geographie, Geologie und Geobasisdaten',
      'infrastruktur_bauen_wohnen',
      'geo',
    ],
  },
  {
    name: 'society',
    title: 'Population and society',
    subjects: [
      'Society and Culture',
      'Persons',
      'Processes',
      'Soziales',
      'Bevölkerung',
      'soziales',
      'bevoelkerung',
    ],
  },
  {
    name: 'technology',
    title: 'Science and technology',
    subjects: ['Science and Technology', 'Information and Communications'],
  },
  {
    name: 'transport',
    title: 'Transport',
    subjects: ['Transport', 'Transportation', 'Transport und Verkehr', 'transport_verkehr'],
  },
]

const themeOf = new Map(
  THEMES.flatMap(({ name, subjects }) => subjects.map((subject) => [subject, name] as const)),
)

export const themeGroups = THEMES.map(({ name, title }) => ({
  id: stableId(`theme ${name}`),
  name,
  title,
  description: '',
  type: 'group',
  is_organization: false,
  state: 'active',
}))

/** The groups of a dataset with these subjects; subjects that belong to no theme count for nothing. */
export function groupsFor(subjects: readonly string[]): readonly { readonly name: string }[] {
  const names = new Set(subjects.map((subject) => themeOf.get(subject)).filter((name) => name !== undefined))
  return [...names].sort().map((name) => ({ name }))
}
