/**
 * Tests run as CommonJS, which @swc/jest makes of the TypeScript source: no experimental flag is needed. swc reads the
 * options below, and no other file.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // `npm run test:slow` runs those that take long: hostile input, who may do what, tables beside CKAN's answers.
  testMatch: [process.env.SLOW_TESTS ? '**/*.slow.ts' : '**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs', importInterop: 'node' },
        sourceMaps: 'inline',
      },
    ],
  },
  maxWorkers: 2,
  testTimeout: 30_000,
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
}
