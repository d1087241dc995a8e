const ASCII = /^[\u0000-\u007f]*$/

/** Lower case letter by letter, as Java's: no final sigma, and İ becomes a plain i. */
export function lowerCase(text: string): string {
  if (ASCII.test(text) || !/[İΣ]/.test(text)) return text.toLowerCase()
  return text.replace(/[İΣ]/g, (letter) => (letter === 'İ' ? 'i' : 'σ')).toLowerCase()
}
