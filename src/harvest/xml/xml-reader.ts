import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom'
import { HarvestError } from '../harvest-error.ts'

/** A document without regard to prefixes: elements are asked for by their local names. @throws HarvestError */
export function parseXml(text: string, url: string): Document {
  // Entities of a document's own are no part of what portals send, but of what attackers do.
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw new HarvestError(`${url} answered with a document type, which is not read.`)
  try {
    const onError = (level: string, message: string): void => {
      if (level !== 'warning') throw new Error(message)
    }
    return new DOMParser({ onError }).parseFromString(text, 'text/xml')
  } catch (error) {
    throw new HarvestError(`${url} answered with no whole XML: ${(error as Error).message.slice(0, 200)}`)
  }
}

const isElement = (node: Node): node is Element => node.nodeType === 1

const children = (node: Element | Document): readonly Element[] =>
  Array.from(node.childNodes).filter(isElement)

/** All elements below with this path of local names, as far apart as they are: `keyword/CharacterString`. */
export function findAll(node: Element | Document, path: string): readonly Element[] {
  const [first = '', ...rest] = path.split('/')
  const found = Array.from(node.getElementsByTagNameNS('*', first))
  return rest.length === 0 ? found : found.flatMap((element) => findChildren(element, rest))
}

function findChildren(element: Element, [first, ...rest]: readonly string[]): readonly Element[] {
  const found = children(element).filter(({ localName }) => localName === first)
  return rest.length === 0 ? found : found.flatMap((child) => findChildren(child, rest))
}

export const textIn = (element: Element | undefined): string => element?.textContent?.trim() ?? ''

/** The text of the first such element. */
export const firstText = (node: Element | Document | undefined, path: string): string =>
  node === undefined ? '' : textIn(findAll(node, path)[0])

/** The texts of all such elements, each once. */
export const allTexts = (node: Element | undefined, path: string): readonly string[] =>
  node === undefined ? [] : [...new Set(findAll(node, path).map(textIn))].filter((text) => text !== '')
