import { codeTheme } from './code-theme.ts';

export default codeTheme('oxideck-light', 'light', {
  ground: '#f1eee6',
  text: '#14181d',
  muted: '#6a6256',
  rust: '#a63a0b',
  string: '#1f6f4a',
  number: '#7a5200',
  type: '#2b5b8a',
  keyword: '#6b4ea0',
});
