import type { JudgeOptions } from '../judge.ts';
import { describeEnding, endedItself, fail, lastWords, SILENT } from '../judge-run.ts';
import { matchOutput } from '../../languages/console/match-output.ts';
import type { Program } from '../programs/program.ts';
import { runTranscript } from './run-transcript.ts';
import { parseTranscript } from '../../languages/console/transcript.ts';
import { expectedLines } from '../../languages/console/transcript-text.ts';
import type { Verdict } from '../../languages/verdict.ts';

/** Runs a transcript, and holds how its commands ended and what they printed against what is written. */
export async function judgeTranscript(
  program: Program,
  options: JudgeOptions,
  scratch: string,
): Promise<Verdict> {
  const { commands } = parseTranscript(program.text);
  const { outcome, timeout, mask = [] } = program.expectation;
  const { ran, end, astray, masked } = await runTranscript(program, options, scratch);
  const { cutOff, ...ended } = end;
  const said: Omit<Verdict, 'verdict'> = {
    ...SILENT,
    level: 'ran',
    commands: ran,
    ...ended,
    ...(masked.length > 0 ? { masked } : {}),
  };
  const last = ran.at(-1);
  const command = commands[ran.length - 1];
  const at = { ...said, ...(command ? { line: command.line } : {}) };
  const name = `\`${last?.command}\``;
  if (cutOff === 'interrupted') return fail(at, 'it was interrupted');
  const before = cutOff ?? endedItself({ ...ended, stdout: '', stderr: last?.output.join('\n') ?? '' });
  if (before) return fail({ ...at, ended: before }, `${name} ${describeEnding(before, timeout)}`);
  if (astray) return fail({ ...at, help: astray.help }, `${name} ${astray.fault}`);
  const away = outOfReach(said);
  if (away) return fail({ ...at, help: HELP.away }, `a registry is out of reach (${away})`);
  const well = end.exitCode === 0;
  const complete = ran.length === commands.length;
  if (!well && !(complete && outcome === 'should_panic')) {
    const how = end.signal ? `signal ${end.signal}` : `exit code ${end.exitCode}`;
    const words = lastWords(last?.output ?? []);
    return fail({ ...at, help: HELP.failed }, `${name} ended with ${how}${words ? `: ${words}` : ''}`);
  }
  if (well && outcome === 'should_panic') {
    return fail({ ...at, help: HELP.well }, `${name} should fail, but it ended well`);
  }
  for (const [index, command] of commands.entries()) {
    if (command.written.length === 0) continue;
    const found = matchOutput(expectedLines(command, mask), ran[index]?.output ?? [], command.line);
    if ('pieces' in found) continue;
    const { difference } = found;
    const should = difference.written === undefined ? 'nothing more' : `\`${difference.written}\``;
    const does = difference.printed === undefined ? 'nothing more' : `\`${difference.printed}\``;
    return fail(
      { ...said, line: difference.line, help: HELP.printed },
      `\`${command.text}\` should print ${should} here, but it prints ${does}`,
    );
  }
  return { verdict: 'pass', ...said };
}

const HELP = {
  away: 'run `oxideck check` where the registry answers, and take the record along',
  failed:
    'mend the command; where its failure is the point, let it be the last and write `console,should_fail`',
  well: 'mend the command, or leave `should_fail` out',
  printed:
    'write what it prints, `...` alone on a line for any lines, or nothing: the output is then only recorded',
};

const RE_AWAY =
  /^.*(?:could(?:n't| not) (?:resolve|connect)|failed to connect|timed out|timeout was reached|failed to download|--offline).*$/gim;
/** All that `cargo add` says when it is told to be offline, and otherwise of a crate that is nowhere. */
const RE_ABSENT = /^.*could not be found in registry index.*$/gm;
const RE_PROGRAM_RAN = /^\s*Running `/m;

/** What Cargo says when a registry does not answer; undefined when that is not why its command failed. */
export function outOfReach({ commands }: Pick<Verdict, 'commands'>): string | undefined {
  const last = commands?.at(-1);
  if (!last || last.exitCode === 0 || !last.command.startsWith('cargo')) return undefined;
  const output = last.output.join('\n');
  if (RE_PROGRAM_RAN.test(output)) return undefined;
  const offline = process.env.CARGO_NET_OFFLINE === 'true' ? output.match(RE_ABSENT) : null;
  // The last cause is the one that the others come from.
  return (output.match(RE_AWAY) ?? offline)?.at(-1)?.trim();
}
