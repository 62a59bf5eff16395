import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Data goes one way: a file imports from its own room and from those before it, never from one behind it. */
const ROOMS = [
  'system',
  'diagnostics',
  'markdown',
  'talk',
  'languages',
  'verify',
  'checks',
  'deck',
  'slidev',
  'browser',
  'layout',
  'export',
  'serve',
  'commands',
];

export default defineConfig(
  { ignores: ['node_modules', 'dist', '.oxideck', 'test/fixtures', 'snippets', '**/*.vue'] },
  tseslint.configs.recommended,
  {
    languageOptions: { globals: { process: 'readonly', URL: 'readonly' } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[property.name='only']", message: 'a focused test hides the others' },
      ],
    },
  },
  {
    files: ['themes/**', 'scripts/slidev/addon/**', '*.js', '**/*.mjs'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  ROOMS.map((room, index) => ({
    files: [`scripts/${room}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: ROOMS.slice(index + 1).map(later => ({
            group: [`**/${later}/**`],
            // A shape may be named from anywhere until it stands in the room that it belongs to.
            allowTypeImports: true,
            message: `${room}/ knows nothing of ${later}/: data goes one way`,
          })),
        },
      ],
    },
  })),
);
