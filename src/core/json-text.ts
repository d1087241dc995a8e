import { readJson } from './read-json.ts'

/** JSON that is ready to send: stored bytes pass from the store to the envelope without being parsed. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** The value that the text stands for. */
  parse(): unknown {
    return readJson(this.text)
  }
}
