import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came: headers, an empty line, the body. */
  readonly raw: string
  readonly isEncrypted: boolean
  readonly user: string | undefined
}

export interface MailServer {
  readonly port: number
  readonly mails: readonly ReceivedMail[]
  /** How many clients have connected. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** Certificate of the server for `localhost`; nobody trusts it. */
export const certificateFile = join(__dirname, 'certificate.pem')

/**
 * A real SMTP server on a port of its own.
 *
 * @param options `tls`: offers STARTTLS; `login`: asks for this user and password; `refuses`: addresses that it does not take
 */
export async function startMailServer({
  tls = false,
  login,
  refuses = [],
  port = 0,
}: {
  readonly tls?: boolean
  readonly login?: { readonly user: string; readonly password: string }
  readonly refuses?: readonly string[]
  readonly port?: number
} = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = []
  let connections = 0
  const server = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: tls ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    key: readFileSync(join(__dirname, 'key.pem')),
    cert: readFileSync(certificateFile),
    onConnect: (_session, done) => {
      connections++
      done()
    },
    onAuth: ({ username, password }, _session, done) => {
      if (username === login?.user && password === login?.password) done(null, { user: username ?? '' })
      else done(new Error('Wrong user or password'))
    },
    onRcptTo: ({ address }, _session, done) => {
      const refusal = Object.assign(new Error('No such mailbox'), { responseCode: 550 })
      done(refuses.includes(address) ? refusal : null)
    },
    onData: (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope
      let raw = ''
      stream.setEncoding('utf8')
      stream.on('data', (part: string) => (raw += part))
      stream.on('end', () => {
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw,
          isEncrypted: session.secure,
          user: session.user,
        })
        done()
      })
    },
  })
  // Clients that refuse the certificate break off.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
      }),
  }
}
