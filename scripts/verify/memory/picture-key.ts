import { createHash } from 'node:crypto';
import type { Picture } from './picture.ts';

/** Raised when a picture that was confirmed could be contradicted now. */
const PROBES_VERSION = 1;
/** Raised when a run could tell something else of a picture that was measured. */
const MEASURES_VERSION = 1;

/** The key under which the record holds that a picture was confirmed: of its program and of all that is asked of it. */
export function pictureKey({ program, steps, measured }: Picture): string {
  const asked = steps.map(({ line, frames, boxes }) => [
    line,
    frames.map(({ name, line, gone, called, values }) => [
      ...[name, line, gone, [...values].map(withoutTexts)],
      ...(called ? ['called'] : []),
    ]),
    boxes.map(({ shared }) => shared),
  ]);
  const run = measured.length > 0 ? [measured, MEASURES_VERSION] : [];
  return createHash('sha256')
    .update(JSON.stringify([PROBES_VERSION, program.key, asked, ...run]))
    .digest('hex')
    .slice(0, 32);
}

/** The words in a picture's boxes are its author's: the compiler is not asked for them. */
function withoutTexts([name, state]: [string, object]): unknown {
  return [name, { ...state, text: undefined }];
}
