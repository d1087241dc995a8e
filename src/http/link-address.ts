/**
 * The address of a link resource as a Location: signs that an address can't hold are percent-encoded, escapes stay.
 * undefined: nothing that a browser should be sent to.
 */
export function linkAddress(url: string): string | undefined {
  if (!/^(?:https?|ftps?):\/\/./i.test(url)) return undefined
  return url
    .trim()
    .toWellFormed()
    .replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, (sign) => encodeURIComponent(sign))
}
