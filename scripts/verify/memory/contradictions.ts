import { against, type Answer, type Case, type Contradiction, saying } from './answer.ts';
import { borrows, dangles, free } from './judge-borrows.ts';
import { holds, passes, writes } from './judge-calls.ts';
import { givesOnce, has, lacks, shares, unknown } from './judge-owners.ts';
import type { Picture } from './picture.ts';

/** Holds the answers of a picture's probes against what it draws. */
export function contradictions(picture: Picture, answers: readonly Answer[]): Contradiction[] {
  const stuck = new Set(
    answers
      .filter(({ probe, errors }) => probe.kind === 'stands' && errors.length > 0)
      .map(({ probe }) => `${probe.frame.name}:${probe.frame.line}`),
  );
  return answers.flatMap(answer => {
    const { kind, frame } = answer.probe;
    const isStuck = stuck.has(`${frame.name}:${frame.line}`);
    if (isStuck) return kind === 'stands' ? stands(answer) : [];
    return judge({ ...answer, picture, answers });
  });
}

function stands(answer: Answer): Contradiction[] {
  const help = 'name a line on which a statement of a function ends';
  return against(answer, 'memory is drawn', `nothing can stand there: ${saying(answer.errors[0])}`, help);
}

function judge(asked: Case): Contradiction[] {
  const { kind, names } = asked.probe;
  const [name = '', of = ''] = names;
  switch (kind) {
    case 'stands':
    case 'alive':
      return [];
    case 'has':
      return names.flatMap(each => has(asked, each));
    case 'gives-once':
      return names.flatMap(each => givesOnce(asked, each));
    case 'lacks':
      return names.flatMap(each => lacks(asked, each));
    case 'unknown':
      return names.flatMap(each => unknown(asked, each));
    case 'lent':
      return names.flatMap(each => free(asked, each));
    case 'borrows':
      return borrows(asked, name, of);
    case 'dangles':
      return dangles(asked, name, of);
    case 'shares':
      return shares(asked, name);
    case 'passes':
      return passes(asked, name);
    case 'holds':
      return holds(asked, name);
    case 'writes':
      return writes(asked, name);
  }
}
