import { join } from 'node:path';
import { toPrograms } from '../../scripts/verify/programs/talk-programs.ts';
import { type Verification, verify } from '../../scripts/verify/verify.ts';
import { readWholeTalk } from './talks.ts';
import { copyOf } from './temporary.ts';
import { TOOLS } from './tools.ts';

/** Verifies a copy of a talk, so that the record that this makes stands nowhere. */
export async function verifyCopyOf(dir: string): Promise<Verification> {
  using copy = copyOf(dir);
  const { snippets } = readWholeTalk(copy.dir);
  return await verify(toPrograms(snippets, copy.dir), {
    talkDir: copy.dir,
    cacheDir: join(copy.dir, '.oxideck'),
    tools: TOOLS,
    known: { toolchain: undefined, verdicts: new Map() },
    anyToolchain: false,
  });
}
