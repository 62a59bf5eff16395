// Runs in Node and in the browser: nothing of Node's may be imported here.
import dark from './code-dark.ts';
import light from './code-light.ts';

export default () => ({
  themes: { light, dark },
  langs: ['rust', 'toml', 'python', 'bash', 'shellsession', 'console', 'json', 'yaml'],
});
