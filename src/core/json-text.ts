import { readJson } from './read-json.ts'

/** JSON that is ready to send: stored bytes pass from the store to the envelope without being parsed. */
export class JsonText {
  readonly text: string
  #value: unknown

  /** @param value what the text was made of, where that is at hand: it saves reading the text again */
  constructor(text: string, value?: unknown) {
    this.text = text
    this.#value = value
  }

  /** The value that the text stands for: the same each time, so it must not be changed. */
  parse(): unknown {
    this.#value ??= readJson(this.text)
    return this.#value
  }
}
