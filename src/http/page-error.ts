/** Answered with the site's error page instead of JSON: addresses that are not there, methods they don't have. */
export class PageError extends Error {
  override readonly name = 'PageError'
  readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 415 | 416

  constructor(status: PageError['status'], message = '') {
    super(message)
    this.status = status
  }
}
