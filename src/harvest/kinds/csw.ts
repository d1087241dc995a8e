import { HarvestError } from '../harvest-error.ts'
import { isObject } from '../record-values.ts'
import type { ReadSource } from '../source-kind.ts'
import { isoDataset } from '../xml/iso-dataset.ts'
import { findAll, firstText, parseXml } from '../xml/xml-reader.ts'

const PAGE_SIZE = 50

function address(url: string, start: number): string {
  const request = new URL(url)
  const query = {
    service: 'CSW',
    version: '2.0.2',
    request: 'GetRecords',
    typeNames: 'gmd:MD_Metadata',
    namespace: 'xmlns(gmd=http://www.isotc211.org/2005/gmd)',
    outputSchema: 'http://www.isotc211.org/2005/gmd',
    resultType: 'results',
    elementSetName: 'full',
    startPosition: String(start),
    maxRecords: String(PAGE_SIZE),
  }
  // Names of parameters know no case in OGC's services.
  for (const key of [...request.searchParams.keys()])
    if (Object.keys(query).some((name) => name.toLowerCase() === key.toLowerCase()))
      request.searchParams.delete(key)
  for (const [key, value] of Object.entries(query)) request.searchParams.set(key, value)
  return request.href
}

/** A catalogue service (CSW 2.0.2) that gives its records in ISO 19139. */
export const readCsw: ReadSource = async function* ({ url, web, checkpoint }) {
  const seen = new Set<string>()
  let start = isObject(checkpoint) ? Number(checkpoint.start) : 1
  for (;;) {
    const asked = address(url, start)
    const { bytes } = await web.get(asked, { accept: 'application/xml, text/xml' })
    const document = parseXml(bytes.toString('utf8').replace(/^\ufeff/, ''), asked)
    const [exception] = findAll(document, 'ExceptionText')
    if (exception)
      throw new HarvestError(`${url} refused: ${firstText(document, 'ExceptionText').slice(0, 200)}`)
    const [results] = findAll(document, 'SearchResults')
    if (!results) throw new HarvestError(`${asked} answered without csw:SearchResults.`)
    const total = Number(results.getAttribute('numberOfRecordsMatched'))
    const next = Number(results.getAttribute('nextRecord') ?? 0)
    const records = findAll(results, 'MD_Metadata').map(isoDataset)
    if (records.length === 0 && start <= total)
      throw new HarvestError(`${url} says it has ${total} records, and gave ${start - 1}.`)
    const following = next > 0 ? next : start + records.length
    const isRepeated = records.every(({ guid }) => seen.has(guid))
    for (const { guid } of records) seen.add(guid)
    if (records.length > 0 && (following <= start || isRepeated))
      throw new HarvestError(`${url} gives the same records again and again.`)
    yield { records, total, checkpoint: { start: following } }
    if (start + records.length - 1 > total)
      throw new HarvestError(`${url} says it has ${total} records, and gave more.`)
    if (following > total || records.length === 0) return 'complete'
    start = following
  }
}
