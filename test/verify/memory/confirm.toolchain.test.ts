import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Confirmation, confirmPictures } from '../../../scripts/verify/memory/confirm.ts';
import type { Measure } from '../../../scripts/verify/memory/measures.ts';
import { pictureKey } from '../../../scripts/verify/memory/picture-key.ts';
import { toPrograms } from '../../../scripts/verify/programs/talk-programs.ts';
import { verify, type VerifyOptions } from '../../../scripts/verify/verify.ts';
import { fixture } from '../../support/fixtures.ts';
import { type Drawn, drawSlide, listPictures, readPicture } from '../../support/pictures.ts';
import { expectWellFormed, formatReport } from '../../support/report.ts';
import { HAS_RUSTC, TOOLS } from '../../support/tools.ts';

async function confirm(
  { dir, snippets, pictures }: Drawn,
  change: Partial<VerifyOptions> = {},
): Promise<Confirmation> {
  const options = {
    talkDir: dir,
    cacheDir: join(dir, '.oxideck'),
    tools: TOOLS,
    known: { toolchain: undefined, verdicts: new Map() },
    anyToolchain: false,
  };
  const verification = await verify(toPrograms(snippets, dir), options);
  expect(verification.problems).toEqual([]);
  return confirmPictures(pictures, verification, { ...options, ...change });
}

/** No address is the same twice: what is pointed to is named by what else points there at the same step. */
function inWords({ step, frame, name, at, pointer, ...counted }: Measure, _: number, all: Measure[]): string {
  const others = all.filter(other => other.step === step && (other.frame !== frame || other.name !== name));
  const to = [
    ...others.filter(other => other.at === pointer).map(other => other.name),
    ...others.filter(other => other.pointer === pointer).map(other => `where ${other.name} does`),
  ];
  const points = pointer === undefined ? [] : [`points ${['', ...to].join(' to ').trim() || 'somewhere'}`];
  const counts = Object.entries(counted).map(([key, value]) => `${key} ${value}`);
  expect(at ?? 'ffff', 'an address').toMatch(/^[0-9a-f]{4,16}$/);
  return [`step ${step}, ${frame}: ${name}`, ...counts, ...points].join(', ');
}

describe.skipIf(!HAS_RUSTC).for(listPictures('right'))('a right picture, %s', name => {
  test('is confirmed, probe by probe', async () => {
    using drawn = drawSlide(readPicture('right', name));
    const { pictures, problems, missing } = await confirm(drawn);
    expect(formatReport([...problems, ...missing])).toBe('');
    const confirmed = pictures.flatMap(({ verdict }) => verdict?.confirmed ?? []);
    const measured = pictures.flatMap(({ verdict }) => (verdict?.measured ?? []).map(inWords));
    await expect(`${[...confirmed, ...measured].join('\n')}\n`).toMatchFileSnapshot(
      fixture('memory/right', `${name}.expected.txt`),
    );
  });
});

describe.skipIf(!HAS_RUSTC).for(listPictures('wrong'))('a wrong picture, %s', name => {
  test('is contradicted by what rustc says, with what to draw instead', async () => {
    using drawn = drawSlide(readPicture('wrong', name));
    const { pictures, problems } = await confirm(drawn);
    expect(pictures).toEqual([]);
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['contradicted-picture']));
    expectWellFormed(problems, drawn.dir);
    await expect(formatReport(problems)).toMatchFileSnapshot(fixture('memory/wrong', `${name}.expected.txt`));
  });
});

describe.skipIf(!HAS_RUSTC)('what is on record', () => {
  test('is not asked again, and serves without a toolchain', async () => {
    using drawn = drawSlide(readPicture('right', 'move'));
    const { pictures } = await confirm(drawn);
    const verdicts = new Map(
      pictures.flatMap(({ program, verdict }) => (verdict ? [[program.key, verdict]] : [])),
    );
    const tools = { ...TOOLS, toolchain: { ...TOOLS.toolchain, rustc: undefined } };
    const known = { toolchain: TOOLS.toolchain, verdicts };
    const again = await confirm(drawn, { tools, known, anyToolchain: true });
    expect(again.pictures.map(({ recorded, by }) => ({ recorded, by }))).toEqual([
      { recorded: true, by: expect.stringMatching(/^rustc \d/) },
    ]);
    const none = await confirm(drawn, { tools });
    expect(none.missing.map(({ kind }) => kind)).toEqual(['unverified']);
  });

  test('keeps the addresses of its run, and no size that has changed', async () => {
    using drawn = drawSlide(readPicture('right', 'measured-move'));
    const { pictures } = await confirm(drawn);
    const again = async (change: (measure: Measure) => Measure) => {
      const verdicts = new Map(
        pictures.flatMap(({ program, verdict }) =>
          verdict?.measured ? [[program.key, { ...verdict, measured: verdict.measured.map(change) }]] : [],
        ),
      );
      const known = { toolchain: TOOLS.toolchain, verdicts };
      const { pictures: now } = await confirm(drawn, { known, fresh: true });
      return now.flatMap(({ verdict }) => verdict?.measured?.map(({ at, size }) => ({ at, size })) ?? []);
    };
    const elsewhere = await again(measure => ({ ...measure, at: 'abcd' }));
    expect(new Set(elsewhere.map(({ at }) => at))).toEqual(new Set(['abcd']));
    const larger = await again(measure => ({ ...measure, at: 'abcd', size: 99 }));
    expect(larger.map(({ at }) => at)).not.toContain('abcd');
    expect(larger.map(({ size }) => size)).toEqual(elsewhere.map(({ size }) => size));
  });

  test('holds for other words in the boxes, in another place, and not for another drawing', () => {
    const text = readPicture('right', 'move');
    const keyOf = (changed: string) => {
      using drawn = drawSlide(changed);
      return drawn.pictures.map(pictureKey);
    };
    expect(keyOf(text.replace('owns: calm', 'owns: quiet'))).toEqual(keyOf(text));
    expect(keyOf(text.replace('# A picture', '# A picture\n\nOf a logbook.'))).toEqual(keyOf(text));
    expect(keyOf(text.replace('takes: logbook', 'owns: calm'))).not.toEqual(keyOf(text));
  });
});
