import { readCkan } from './kinds/ckan.ts'
import { readCsw } from './kinds/csw.ts'
import { readDataJson } from './kinds/datajson.ts'
import { readDcat } from './kinds/dcat.ts'
import { readFolder } from './kinds/folder.ts'
import { readOpendatasoft } from './kinds/opendatasoft.ts'
import { readSocrata } from './kinds/socrata.ts'
import { readUdata } from './kinds/udata.ts'
import type { ReadSource } from './source-kind.ts'

export interface SourceKind {
  /** For people. */
  readonly title: string
  /** Only sysadmins make such sources: they read what lies on this machine. */
  readonly isLocal?: boolean
  readonly read: ReadSource
}

/** The kinds of sources, by the names that `source_type` has. */
export const SOURCE_KINDS: Readonly<Record<string, SourceKind>> = {
  ckan: { title: 'CKAN', read: readCkan },
  dcat: { title: 'DCAT (RDF)', read: readDcat },
  datajson: { title: 'data.json (DCAT-US 1.1)', read: readDataJson },
  udata: { title: 'udata', read: readUdata },
  opendatasoft: { title: 'Opendatasoft Explore', read: readOpendatasoft },
  socrata: { title: 'Socrata', read: readSocrata },
  csw: { title: 'CSW (ISO 19139)', read: readCsw },
  folder: { title: 'Folder of files', isLocal: true, read: readFolder },
}
