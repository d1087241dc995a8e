/** The configuration can't be used; the message is one line for the operator: which option, from where, what is expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
