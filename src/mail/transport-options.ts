import { readFileSync } from 'node:fs'
import type { Config } from '../config/config.ts'

/** Port of SMTP that is TLS from the start. */
const TLS_PORT = 465

const SERVER = /^\[?(.*?)\]?(?::(\d+))?$/

/** Milliseconds that each step of a delivery may take. */
const PATIENCE = 30_000

/** How the mail server is reached, as the options `smtp.*` say. @throws Error for a bundle that can't be read */
export function transportOptions(config: Config) {
  const [, host = '', port = '25'] = SERVER.exec(config['smtp.server']) ?? []
  const isSecure = Number(port) === TLS_PORT
  const bundle = config['smtp.starttls_ca_bundle']
  const login = { user: config['smtp.user'], pass: config['smtp.password'] }
  return {
    host,
    port: Number(port),
    secure: isSecure,
    // Without TLS where it was asked for, nothing is sent.
    requireTLS: config['smtp.starttls'],
    ignoreTLS: !config['smtp.starttls'],
    tls: {
      rejectUnauthorized: config['smtp.starttls_verify'],
      ...(bundle === '' ? {} : { ca: readFileSync(bundle) }),
    },
    ...(login.user === '' ? {} : { auth: login }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
