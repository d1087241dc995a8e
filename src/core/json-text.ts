import { readJson } from './read-json.ts'

/** JSON that is ready to send: stored bytes pass from the store to the envelope without being parsed. */
export class JsonText {
  readonly text: string
  #value: unknown

  constructor(text: string) {
    this.text = text
  }

  /** The value that the text stands for: the same each time, so it must not be changed. */
  parse(): unknown {
    this.#value ??= readJson(this.text)
    return this.#value
  }
}
