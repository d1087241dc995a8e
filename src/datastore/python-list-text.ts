/** A list of texts as Python prints it: `['a', "it's"]`. */
export function pythonListText(items: readonly string[]): string {
  const texts = items.map((item) => {
    const quote = item.includes("'") && !item.includes('"') ? '"' : "'"
    return quote + (quote === "'" ? item.replaceAll("'", "\\'") : item) + quote
  })
  return `[${texts.join(', ')}]`
}
