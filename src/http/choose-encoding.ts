function takes(accepted: string, coding: string): boolean {
  return accepted.split(',').some((item) => {
    const [name = '', weight = 'q=1'] = item.split(';').map((part) => part.trim().toLowerCase())
    return name === coding && !/^q=0(?:\.0*)?$/.test(weight)
  })
}

/** The compression that an Accept-Encoding takes, the better first. */
export function chooseEncoding(accepted: string): 'br' | 'gzip' | undefined {
  if (takes(accepted, 'br')) return 'br'
  return takes(accepted, 'gzip') ? 'gzip' : undefined
}
