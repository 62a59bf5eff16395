import { describe, expect, test } from 'vitest';
import { oxideck } from '../support/cli.ts';
import { SOUND } from '../support/decks.ts';
import { fixture } from '../support/fixtures.ts';

const plan = (...args: string[]) => oxideck(['--talk', SOUND, ...args]);

describe('the plan', () => {
  test.for(['bakers', 'welders'])('for %s shows each slide, in or out, and why', async audience => {
    const { exitCode, stdout, stderr } = plan('plan', audience);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(fixture('talks/sound/expected', `plan-${audience}.txt`));
  });

  test('adds up: the minutes of the sections are those of the deck', () => {
    const { stdout } = plan('plan', 'welders');
    const sections = [...stdout.matchAll(/^\w\S* +([\d.]+) min$/gm)].map(match => Number(match[1]));
    const slides = [...stdout.matchAll(/^ {2}\+ \S+ +([\d.]+) min/gm)].map(match => Number(match[1]));
    const total = Number(stdout.match(/out: ([\d.]+) of/)?.[1]);
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    expect([sum(sections), sum(slides)]).toEqual([total, total]);
  });

  test('for fewer minutes says how much is still over', () => {
    expect(plan('plan', 'bakers', '--minutes', '2').stdout).toContain('3 of 2 minutes, 1 over');
  });

  test('is one document for programs', () => {
    const { stderr, json } = plan('--json', 'plan', 'bakers');
    expect(stderr).toBe('');
    expect(json()).toMatchObject({
      audience: 'bakers',
      budget: 6,
      minutes: 4.5,
      problems: [],
    });
    expect(json().slides).toContainEqual({
      id: 'anvil',
      section: 'opening',
      title: 'On the anvil',
      minutes: 2,
      priority: 'must',
      included: false,
      reason: 'only for welders',
      file: 'slides/sections/opening.md',
      line: expect.any(Number),
    });
  });

  test('is all that is said when quiet', () => {
    const { exitCode, stdout, stderr } = plan('--quiet', 'plan', 'bakers');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(plan('plan', 'bakers').stdout);
  });
});
