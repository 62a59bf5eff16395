import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Data goes one way: what a folder must know nothing of. */
const forbidden = {
  talk: ['deck', 'layout', 'snippets', 'runner', 'slidev', 'export', 'commands'],
  deck: ['layout', 'snippets', 'runner', 'slidev', 'export', 'commands'],
  layout: ['snippets', 'runner', 'slidev', 'export', 'commands'],
  snippets: ['deck', 'layout', 'runner', 'slidev', 'export', 'commands'],
  runner: ['deck', 'layout', 'slidev', 'export', 'commands'],
  slidev: ['layout', 'export', 'commands'],
  export: ['commands'],
};

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
  Object.entries(forbidden).map(([folder, others]) => ({
    files: [`scripts/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: others.map(other => ({
            group: [`**/${other}/*`],
            message: `${folder}/ knows nothing of ${other}/: data goes one way`,
          })),
        },
      ],
    },
  })),
);
