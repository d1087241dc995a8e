// `node validate-shacl.mjs SHAPES.ttl < data.nt`: prints what the data breaks as a JSON list of texts. A program of its
// own, since the validator is an ES module, which jest's modules can't load.
import { readFileSync } from 'node:fs'
import env from '@zazuko/env'
import { Parser } from 'n3'
import Validator from 'rdf-validate-shacl'

const dataset = (text) => env.dataset(new Parser().parse(text))
const shapes = dataset(readFileSync(process.argv[2], 'utf8'))
const report = await new Validator(shapes, { factory: env }).validate(dataset(readFileSync(0, 'utf8')))
const broken = report.results.map(({ path, focusNode, value, sourceConstraintComponent }) =>
  [focusNode, path, value, sourceConstraintComponent].map((term) => term?.value ?? '').join(' '),
)
process.stdout.write(JSON.stringify(broken))
