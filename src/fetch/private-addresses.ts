import { BlockList, isIPv6 } from 'node:net'

/** Networks that are not the public Internet (IANA's special-purpose registries): nothing is fetched from them. */
const PRIVATE_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]
/** Among them those that carry an IPv4 address inside: mapped, translated, 6to4, Teredo. */
const PRIVATE_6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

// A list of each, since Node takes an IPv4 address for the IPv6 one that it maps to.
const PRIVATE = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [network, prefix] of PRIVATE_4) PRIVATE.ipv4.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of PRIVATE_6) PRIVATE.ipv6.addSubnet(network, prefix, 'ipv6')

const family = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** Networks that the operator allows all the same: `10.1.2.3`, `10.0.0.0/8`, `fd00::/8`. What can't be read allows nothing. */
export function addressList(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of networks) {
    const [network = '', prefix] = entry.trim().split('/')
    try {
      if (prefix === undefined) list.addAddress(network, family(network))
      else list.addSubnet(network, Number(prefix), family(network))
    } catch {
      continue
    }
  }
  return list
}

/** Whether an address may be connected to. */
export function isAllowedAddress(address: string, allowed: BlockList): boolean {
  const [bare = ''] = address.split('%')
  if (allowed.check(bare, family(bare))) return true
  const kind = family(bare)
  return !PRIVATE[kind].check(bare, kind)
}
