/** Prefixes as ckanext-dcat binds them. */
const NAMESPACES = {
  adms: 'http://www.w3.org/ns/adms#',
  cr: 'http://mlcommons.org/croissant/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  gsp: 'http://www.opengis.net/ont/geosparql#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  locn: 'http://www.w3.org/ns/locn#',
  org: 'http://www.w3.org/ns/org#',
  owl: 'http://www.w3.org/2002/07/owl#',
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  sc: 'https://schema.org/',
  schema: 'http://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

export type Prefix = keyof typeof NAMESPACES
/** A term of a vocabulary: `dct:title`. Predicates, classes and datatypes are written so everywhere. */
export type Name = `${Prefix}:${string}`

export const namespaceOf = (prefix: Prefix): string => NAMESPACES[prefix]

/** Prefix and local part of a name. */
export function splitName(name: Name): readonly [Prefix, string] {
  const colon = name.indexOf(':')
  return [name.slice(0, colon) as Prefix, name.slice(colon + 1)]
}

const expanded = new Map<Name, string>()

/** The IRI that a name stands for. Names are few: each is put together once. */
export function expand(name: Name): string {
  const known = expanded.get(name)
  if (known !== undefined) return known
  const [prefix, local] = splitName(name)
  const iri = NAMESPACES[prefix] + local
  expanded.set(name, iri)
  return iri
}

const PREFIXES = new Map(
  Object.entries(NAMESPACES).map(([prefix, namespace]) => [namespace as string, prefix as Prefix]),
)
const LOCAL = /^[A-Za-z_][\w-]*$/

/** An IRI as a name, where it lies in one of the vocabularies. */
export function nameOf(iri: string): Name | undefined {
  const end = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1
  const prefix = PREFIXES.get(iri.slice(0, end))
  const local = iri.slice(end)
  return prefix !== undefined && LOCAL.test(local) ? `${prefix}:${local}` : undefined
}
