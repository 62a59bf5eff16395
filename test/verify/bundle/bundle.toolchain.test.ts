import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeAll } from '../../../scripts/verify/judge-all.ts';
import { hazardOf } from '../../../scripts/verify/bundle/hazards.ts';
import { type Program } from '../../../scripts/verify/programs/program.ts';
import { toPrograms } from '../../../scripts/verify/programs/talk-programs.ts';
import { parseInfo } from '../../../scripts/languages/expectation.ts';
import { fixture } from '../../support/fixtures.ts';
import { HAS_RUSTC, TOOLS } from '../../support/tools.ts';

const FOLDER = fixture('bundles');
const NAMES = readdirSync(FOLDER).sort();

/** Every fixture as a program of one talk, to be accepted and run. */
function programs(words: string): Program[] {
  const snippets = NAMES.map(name => ({
    ...parseInfo(words),
    shown: '',
    whole: readFileSync(join(FOLDER, name), 'utf8'),
    path: name,
    section: 'bundles',
    slide: name,
    file: name,
    line: 1,
    from: 0,
    to: 0,
    indent: '',
  }));
  return toPrograms(snippets, FOLDER);
}

async function verdicts(all: readonly Program[], isolate: boolean): Promise<object> {
  const judged = await judgeAll(all, { tools: TOOLS, talkDir: FOLDER, isolate, externsOf: () => [] });
  return Object.fromEntries(all.map(program => [program.path, judged.get(program)?.verdict]));
}

describe.skipIf(!HAS_RUSTC).for(['rust', 'rust,no_run', 'rust,should_panic'])(
  'programs that are %s',
  words => {
    const all = programs(words);

    test('have the same verdicts together as alone', async () => {
      expect(await verdicts(all, false)).toEqual(await verdicts(all, true));
    });

    test('are compiled together where nothing speaks against it', () => {
      const together = all.filter(program => !hazardOf(program)).map(program => program.path);
      expect(together).toEqual(expect.arrayContaining(['plain-1.rs', 'plain-2.rs', 'result-from-main.rs']));
      expect(together.length).toBeGreaterThan(10);
    });
  },
);
