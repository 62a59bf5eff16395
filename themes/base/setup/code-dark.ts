import { codeTheme } from './code-theme.ts';

export default codeTheme('oxideck-dark', 'dark', {
  ground: '#1b2027',
  text: '#f4f1ea',
  muted: '#98a2ad',
  rust: '#ff8a5c',
  string: '#63c793',
  number: '#f2b544',
  type: '#7fb4e6',
  keyword: '#b9a3ea',
});
