import { claimUses, isOld, oldClaims, type Use } from '../deck/claim-uses.ts';
import { selectDeck } from '../deck/select.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import type { Problem } from '../diagnostics/problem.ts';
import { colour, count } from '../diagnostics/report.ts';
import { type Audience, readTalk, type Talk } from '../talk/talk.ts';
import type { Answer, Context } from './command.ts';
import { talkDate } from '../talk/talk-date.ts';

/** A claim, what cites it, and the audiences for whom it has grown old. */
interface Listed {
  claim: Talk['claims'] extends ReadonlyMap<string, infer C> ? C : never;
  uses: Use[];
  oldFor: string[];
}

/** What the list itself says of a claim; the other problems stand beside it. */
const IN_THE_LIST = ['unused-claim', 'old-claim'];
const WIDTH = 80;

/** `oxideck claims`: what is cited where, what is not, what has grown old or was not checked. */
export async function claims(context: Context): Promise<Answer> {
  const { talk, problems: found } = readTalk(context.talkDir);
  const date = await talkDate(talk);
  const listed = listClaims(talk, date);
  const decks = [...talk.audiences.values()].map(audience => selectDeck(talk, audience));
  const problems: Problem[] = [...found, ...oldClaims(decks, talk, date)];
  context.report.problems(
    problems.filter(problem => !IN_THE_LIST.includes(problem.kind)),
    talk.dir,
  );
  const failed = problems.some(problem => problem.severity === 'error');
  return {
    exitCode: failed ? ExitCode.contentHasProblems : ExitCode.done,
    // Claims that could not be read are not none.
    text: failed && listed.length === 0 ? '' : formatClaims(talk.settings.title, listed),
    data: {
      date: date?.toISOString().slice(0, 10) ?? null,
      claims: listed.map(({ claim, uses, oldFor }) => {
        const { id, statement, asOf, past, checked, source, file, line } = claim;
        return { id, statement, asOf, past, checked, url: source.url, file, line, cited: uses, oldFor };
      }),
      problems,
    },
  };
}

function listClaims(talk: Talk, date: Date | undefined): Listed[] {
  const uses = claimUses(talk);
  return [...talk.claims.values()].map(claim => {
    const cited = uses.get(claim.id) ?? [];
    const told = ({ id }: Audience) => cited.some(use => use.audiences.includes(id));
    const oldFor = [...talk.audiences.values()].filter(a => told(a) && isOld(claim, a, date));
    return { claim, uses: cited, oldFor: oldFor.map(audience => audience.id) };
  });
}

/** The claims in the order of their file, below each the places that cite it and the decks that have them. */
function formatClaims(title: string, listed: readonly Listed[]): string {
  const width = Math.max(0, ...listed.map(({ claim }) => claim.id.length));
  const place = Math.max(0, ...listed.flatMap(({ uses }) => uses.map(use => placeOf(use).length)));
  const lines = listed.flatMap(({ claim, uses, oldFor }) => [
    '',
    `${claim.id.padEnd(width)}  ${claim.asOf.padEnd(10)}  ${remarks(claim, uses, oldFor)}`.trimEnd(),
    ...uses.flatMap(use => formatUse(use, place)),
  ]);
  return `${[title, ...lines, '', summarise(listed)].join('\n')}\n`;
}

function remarks(
  { checked, past }: Listed['claim'],
  uses: readonly Use[],
  oldFor: readonly string[],
): string {
  return [
    checked === 'no' ? colour('red', 'not checked') : checked,
    ...(past ? ['past'] : []),
    ...(uses.length === 0 ? [colour('yellow', 'never cited')] : []),
    ...(oldFor.length > 0 ? [colour('yellow', `old for ${oldFor.join(', ')}`)] : []),
  ].join(', ');
}

function formatUse(use: Use, width: number): string[] {
  const head = `  ${placeOf(use).padEnd(width)}  ${use.slide}${use.where === 'slide' ? '' : ` (${use.where})`}`;
  const decks = use.audiences.length > 0 ? use.audiences.join(', ') : 'in no deck';
  if (head.length + 2 + decks.length <= WIDTH) return [`${head}  ${colour('dim', decks)}`];
  const indent = Math.max(4, Math.min(width + 4, WIDTH - decks.length));
  return [head, `${' '.repeat(indent)}${colour('dim', decks)}`];
}

function placeOf({ file, line }: Use): string {
  return `${file}:${line}`;
}

function summarise(listed: readonly Listed[]): string {
  const of = (test: (entry: Listed) => boolean) => listed.filter(test).length;
  const never = of(({ uses }) => uses.length === 0);
  const parts = [
    `${listed.length - never} cited`,
    `${never} never`,
    `${of(({ oldFor }) => oldFor.length > 0)} grown old`,
    `${of(({ claim }) => claim.checked === 'no')} not checked`,
  ];
  return `${count(listed.length, 'claim')}: ${parts.join(', ')}`;
}
