// Runs in Node and in the browser: nothing of Node's may be imported here.
import { markCode } from '../mark-code.ts';
import { typeCode } from '../type-code.ts';

export default () => ({ transformers: [markCode(), typeCode()] });
