/** A fenced `sh` block of a Markdown page that is to be executed, and the line of the page where it begins. */
export interface ShellBlock {
  readonly line: number
  readonly commands: string
}

const FENCE = /(?:^<!-- not run: ([^\n]+) -->\n+)?^```sh\n(.*?)^```$/gms

/** The `sh` blocks of a page, without those that follow a line `<!-- not run: reason -->`. */
export function readmeBlocks(page: string): readonly ShellBlock[] {
  return [...page.matchAll(FENCE)]
    .filter(([, reason]) => reason === undefined)
    .map((match) => ({ line: page.slice(0, match.index).split('\n').length, commands: match[2] ?? '' }))
}
