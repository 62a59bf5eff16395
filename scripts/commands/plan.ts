import { type Deck, selectDeck } from '../deck/select.ts';
import { ExitCode } from '../diagnostics/exit-code.ts';
import { colour } from '../diagnostics/report.ts';
import { type Answer, type Context, loadTalk, pickAudiences } from './command.ts';

/** `oxideck plan`: which slides, how many minutes, and why. */
export function plan(context: Context, name: string, options: { minutes?: number }): Answer {
  const { talk, warnings } = loadTalk(context);
  const [audience] = pickAudiences(talk, [name]);
  if (!audience) throw new Error('an audience was asked for by name');
  const deck = selectDeck(talk, audience, options.minutes);
  context.report.problems(warnings, talk.dir);
  return {
    exitCode: ExitCode.done,
    text: formatPlan(deck),
    data: {
      audience: audience.id,
      budget: deck.budget,
      minutes: deck.minutes,
      slides: deck.choices.map(({ slide, included, reason }) => ({
        id: slide.id,
        section: slide.section,
        title: slide.title,
        minutes: slide.minutes,
        priority: slide.priority,
        included,
        reason,
        file: slide.file,
        line: slide.line,
      })),
      problems: warnings,
    },
  };
}

/** The plan as a table: sections with their minutes, slides in or out and why, the total. */
export function formatPlan(deck: Deck): string {
  const width = Math.max(5, ...deck.choices.map(({ slide }) => slide.id.length));
  const lines = [`${deck.audience.title} · ${deck.audience.id}`];
  let section = '';
  for (const { slide, included, reason } of deck.choices) {
    if (slide.section !== section) {
      section = slide.section;
      const minutes = deck.slides.filter(s => s.section === section).reduce((sum, s) => sum + s.minutes, 0);
      lines.push('', `${section.padEnd(width + 7)}${format(minutes)}`);
    }
    const row = `  ${included ? '+' : '-'} ${slide.id.padEnd(width)}  ${format(slide.minutes)}  ${reason}`;
    lines.push(included ? row : colour('dim', row));
  }
  const over = deck.minutes - deck.budget;
  const verdict = over > 0 ? colour('yellow', `${trim(over)} over`) : `${trim(-over)} to spare`;
  const out = deck.choices.length - deck.slides.length;
  lines.push(
    '',
    `${deck.slides.length} slides in, ${out} out: ${trim(deck.minutes)} of ${trim(deck.budget)} minutes, ${verdict}`,
  );
  return `${lines.join('\n')}\n`;
}

function format(minutes: number): string {
  return `${trim(minutes)} min`.padStart(8);
}

function trim(minutes: number): string {
  return String(Math.round(minutes * 100) / 100);
}
