import { connect, type Socket } from 'node:net'

const END_OF_HEAD = '\r\n\r\n'

export interface Reader {
  /** Asks for a path and reads the answer away; gives the size of its body in bytes. */
  readonly ask: (path: string) => Promise<number>
  readonly close: () => void
}

/**
 * One connection to a server, with less work than node's own client: that takes three times as long to read forty
 * megabytes as the server to send them, and would be what is measured. Answers have to say their length.
 */
export function readAway(url: string): Reader {
  const { hostname, port } = new URL(url)
  let onAnswer: (size: number) => void = () => undefined
  let onError: (error: Error) => void = () => undefined
  let left = 0
  let size = 0
  let head = ''
  const take = (bytes: Buffer): void => {
    let begin = 0
    if (left === 0) {
      head += bytes.toString('latin1')
      const end = head.indexOf(END_OF_HEAD)
      if (end < 0) return
      if (!head.startsWith('HTTP/1.1 200')) onError(new Error(head.slice(0, head.indexOf('\r'))))
      size = Number(/^content-length: (\d+)/im.exec(head)?.[1])
      left = size
      begin = bytes.length - (head.length - end - END_OF_HEAD.length)
      head = ''
    }
    left -= bytes.length - begin
    if (left === 0) onAnswer(size)
  }
  const onread = {
    buffer: Buffer.alloc(1024 * 1024),
    callback: (length: number, buffer: Uint8Array) => {
      take(Buffer.from(buffer.buffer, buffer.byteOffset, length))
      return true
    },
  }
  const socket: Socket = connect({ host: hostname, port: Number(port), onread })
  socket.on('error', (error) => {
    onError(error)
  })
  return {
    ask: (path) =>
      new Promise((resolve, reject) => {
        onAnswer = resolve
        onError = reject
        socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`)
      }),
    close: () => socket.destroy(),
  }
}
