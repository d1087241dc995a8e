/** A licence of the register, as license_list answers it: CKAN writes its built-in booleans as "True" and "False". */
export interface License {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly od_conformance: string
  readonly osd_conformance: string
  readonly [field: string]: unknown
}

/** What a dataset says of its licence (spec: action API 3.1). */
export interface LicenseFields {
  readonly license_title: string | null
  readonly license_url?: string
  readonly isopen: boolean
}

/** Gives the licence fields of a dataset; an unknown id is its own title. */
export function licenseFields(register: ReadonlyMap<string, License>, id: string | null): LicenseFields {
  const license = id === null ? undefined : register.get(id)
  if (!license) return { license_title: id, isopen: false }
  const open = license.od_conformance === 'approved' || license.osd_conformance === 'approved'
  const title = license.title.split('::').at(-1) ?? license.title
  return { license_title: title, ...(license.url ? { license_url: license.url } : {}), isopen: open }
}
