const SHORTEST = 3
const LONGEST = 100
const LONGEST_EXTENSION = 21

/** The Latin-1 letters that CKAN writes as two: everything else loses its accent or is dropped. */
const TWO_LETTERS: Readonly<Record<string, string>> = { æ: 'ae', ð: 'd', ø: 'o', þ: 'th', ß: 'ss', å: 'a' }

/** Small Latin-1 letters without their accents. */
function withoutAccents(text: string): string {
  return text
    .replace(/[æðøþßå]/g, (letter) => TWO_LETTERS[letter] ?? letter)
    .replace(/[à-ÿ]/g, (letter) => letter.normalize('NFD').charAt(0))
}

function splitExtension(name: string): [string, string] {
  const dot = name.lastIndexOf('.')
  return dot > 0 && /[^.]/.test(name.slice(0, dot)) ? [name.slice(0, dot), name.slice(dot)] : [name, '']
}

/**
 * The name under which CKAN keeps an uploaded file: the last part of a path, small ASCII letters, digits and `._-`,
 * 3 to 100 characters, its extension at most 21 (with the dot). `My File Ü.CSV` → `my-file-u.csv`.
 */
export function mungeFilename(filename: string): string {
  const name = (filename.split('/').at(-1) ?? '').toLowerCase().trim()
  const plain = withoutAccents(name)
    .replace(/[^a-z0-9_. -]/g, '')
    .replaceAll(' ', '-')
    .replace(/-+/g, '-')
  const [stem, extension] = splitExtension(plain)
  const kept = extension.slice(0, LONGEST_EXTENSION)
  return (stem.slice(0, LONGEST - kept.length) + kept).padEnd(SHORTEST, '_')
}
