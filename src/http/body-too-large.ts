import { BadRequest } from '../core/errors.ts'

/** More bytes than the site takes in one request: 413. */
export class BodyTooLarge extends BadRequest {
  /** @param limit bytes */
  constructor(limit: number) {
    super(`The request is larger than ${Math.floor(limit / 1024 / 1024)} MiB`)
  }
}
