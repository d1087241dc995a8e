import { type DemoDataset, type DemoPart, nameOf, stableId, tagsOf } from './shape.ts'
import { groupsFor } from './themes.ts'

interface Table {
  readonly file: string
  readonly name: string
  readonly description: string
}

interface UploadedDataset {
  readonly title: string
  readonly notes: string
  readonly organization: string
  readonly url: string
  readonly license_id: string
  readonly tags: readonly string[]
  readonly subjects: readonly string[]
  readonly tables: readonly Table[]
}

const TRAFFORD = 'https://github.com/traffordDataLab/open_data'
const BRESCIA = 'https://github.com/BresciaMobilita/OPEN-DATA'

const DATASETS: readonly UploadedDataset[] = [
  {
    title: 'Highways trees in Trafford',
    notes: 'Location and species of the trees along the highways of Trafford.',
    organization: 'Trafford Data Lab',
    url: TRAFFORD,
    license_id: 'uk-ogl',
    tags: ['trees', 'highways', 'Trafford'],
    subjects: ['Environment', 'Transport'],
    tables: [
      {
        file: 'trafford_highways_trees.csv',
        name: 'Highways trees',
        description: 'Tree, species, street, coordinates',
      },
    ],
  },
  {
    title: 'Libraries in Greater Manchester',
    notes:
      'Names, addresses and locations of the public libraries in the ten boroughs of Greater Manchester.',
    organization: 'Trafford Data Lab',
    url: TRAFFORD,
    license_id: 'uk-ogl',
    tags: ['libraries', 'Greater Manchester'],
    subjects: ['Education and Training'],
    tables: [
      { file: 'gm_libraries.csv', name: 'Libraries', description: 'A library a row, with its borough' },
    ],
  },
  {
    title: 'Bike sharing a Brescia',
    notes: 'Postazioni del servizio di bike sharing Bicimia, con posizione e numero di colonnine.',
    organization: 'Brescia Mobilità',
    url: BRESCIA,
    license_id: 'cc-by',
    tags: ['bike sharing', 'mobilità', 'Brescia'],
    subjects: ['Transport'],
    tables: [{ file: 'brescia_bike_sharing.csv', name: 'Postazioni bike sharing', description: '' }],
  },
  {
    title: 'Fermate autobus di Brescia',
    notes: 'Fermate del trasporto pubblico di Brescia, con posizione e zona tariffaria.',
    organization: 'Brescia Mobilità',
    url: BRESCIA,
    license_id: 'cc-by',
    tags: ['autobus', 'fermate', 'mobilità', 'Brescia'],
    subjects: ['Transport'],
    tables: [{ file: 'brescia_fermate_autobus.csv', name: 'Fermate autobus', description: '' }],
  },
  {
    title: 'Parcheggi di Brescia',
    notes: 'Parcheggi in struttura e parcometri di Brescia, con posizione.',
    organization: 'Brescia Mobilità',
    url: BRESCIA,
    license_id: 'cc-by',
    tags: ['parcheggi', 'parcometri', 'mobilità', 'Brescia'],
    subjects: ['Transport'],
    tables: [
      {
        file: 'brescia_parcheggi_struttura.csv',
        name: 'Parcheggi in struttura',
        description: 'Posti totali e posizione',
      },
      { file: 'brescia_parcometri.csv', name: 'Parcometri', description: '' },
    ],
  },
]

const PUBLISHED = '2024-01-15T09:00:00'

const resourceId = (file: string): string => stableId(`file ${file}`)

const datasetOf = (described: UploadedDataset): DemoDataset => {
  const { organization, tags, subjects, tables, ...fields } = described
  return {
    ...fields,
    id: stableId(`dataset ${described.title}`),
    name: nameOf(described.title),
    owner_org: nameOf(organization),
    author: organization,
    state: 'active',
    type: 'dataset',
    private: false,
    metadata_created: PUBLISHED,
    metadata_modified: PUBLISHED,
    tags: tagsOf(tags),
    groups: groupsFor(subjects),
    extras: [],
    resources: tables.map(({ file, name, description }) => ({
      id: resourceId(file),
      url: file,
      url_type: 'upload',
      name,
      description,
      format: 'CSV',
      created: PUBLISHED,
    })),
  }
}

/** Datasets whose tables lie in the catalogue itself. */
export const uploads: DemoPart = {
  organizations: [...new Set(DATASETS.map(({ organization }) => organization))].map((title) => ({
    id: stableId(`organization ${title}`),
    name: nameOf(title),
    title,
    description: '',
  })),
  datasets: DATASETS.map(datasetOf),
}

/** Resource id → file name. */
export const uploadedFiles: ReadonlyMap<string, string> = new Map(
  DATASETS.flatMap(({ tables }) => tables.map(({ file }) => [resourceId(file), file] as const)),
)
