import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/', '.cache/', 'fixtures/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // CKAN's rules speak of control characters, so our patterns do too.
      'no-control-regex': 'off',
      // The store is an async port over a synchronous driver: many functions are async for the door's sake alone.
      '@typescript-eslint/require-await': 'off',
      // Numbers in messages are plain.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An underscore says "not used here on purpose", as it does to tsc.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // A parameter that a caller may send is no member that is there: `params['id']`.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // `[...text]` takes a text's code points, as Python does; that is why it is written.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Empty text counts as missing in CKAN, so `||` is mostly what is meant.
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      // Types of JSON refer to themselves by a detour, which only an interface with an index signature can.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
      ],
    },
  },
  {
    files: ['test/**'],
    rules: {
      // Answers of the API are JSON of any shape: supertest types them `any`, and the assertions are the check.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Plain JavaScript that runs before anything is installed, and configuration: no types to check.
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    // The globals are those of the Node that runs the linter.
    languageOptions: {
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly'])),
    },
  },
)
