import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type { Answer, Context } from './commands/command.ts';
import { ExitCode } from './diagnostics/exit-code.ts';
import { toFailure } from './diagnostics/failure.ts';
import { readList, readMinutes, readPort } from './commands/option-values.ts';
import { OxideckError } from './diagnostics/problem.ts';
import { createReporter } from './diagnostics/report.ts';

interface GlobalOptions {
  talk: string;
  json?: true;
  quiet?: true;
}

const interruption = new AbortController();
// A second one ends the program at once, as the user then means it.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => interruption.abort(new OxideckError(ExitCode.interrupted, 'interrupted')));
}

const program = new Command('oxideck')
  .description('Turns one document about Rust into a verified deck for each audience')
  .option('--talk <dir>', "the talk's folder", '.')
  .option('--json', 'one document on stdout')
  .option('--quiet', 'only problems on stderr')
  .showHelpAfterError('(run oxideck --help for the commands)')
  .exitOverride()
  .addHelpText('after', '\nExamples:\n  oxideck build\n  oxideck plan execs --minutes 10\n');

program
  .command('build')
  .description('build decks: web, PDF, handout, PowerPoint, pictures')
  .argument('[audience...]', 'whose decks; default: all')
  .option('--minutes <n>', 'cut the decks to this length', readMinutes)
  .option('--formats <list>', 'of web, pdf, handout, pptx, png; default: the first three', readList)
  .option('--out <dir>', 'where to; default: dist in the talk')
  .action(async (audiences: string[], options) => {
    const { build } = await import('./commands/build.ts');
    await answer(context => build(context, audiences, options));
  });

program
  .command('check')
  .description('verify the talk and update its record, or every Rust fence in any Markdown')
  .argument('[path...]', 'Markdown files or folders of them; default: the talk')
  .option('--layout', 'look at the slides in a browser; what follows are audiences')
  .option('--fresh', 'whatever the record says')
  .option('--locked', 'fail if the record would change')
  .addOption(new Option('--measure', 'measure all wall times anew').conflicts('locked'))
  .option('--isolate', 'compile every program alone')
  .option('--rustdoc', "Markdown: rustdoc's own answers, silences included")
  .option('--edition <year>', 'Markdown: of fences that name none; default: 2015')
  .option('--manifest <file>', 'Markdown: a Cargo.toml whose crates may be used')
  .option('--untagged <what>', 'Markdown: fences without words are rust (default) or text')
  .action(async (paths: string[], options) => {
    if (options.layout) {
      const { checkLayout } = await import('./commands/check-layout.ts');
      await answer(context => checkLayout(context, paths, options));
    } else if (paths.length > 0) {
      const { checkMarkdown } = await import('./commands/check-markdown.ts');
      await answer(context => checkMarkdown(context, paths, options));
    } else {
      const { check } = await import('./commands/check.ts');
      await answer(context => check(context, options));
    }
  });

program
  .command('plan')
  .description('show which slides are in a deck, their minutes, and why')
  .argument('<audience>')
  .option('--minutes <n>', 'as if the talk had this length', readMinutes)
  .action(async (audience: string, options) => {
    const { plan } = await import('./commands/plan.ts');
    await answer(async context => plan(context, audience, options));
  });

program
  .command('claims')
  .description('list what is cited where, what is not, what has grown old')
  .action(async () => {
    const { claims } = await import('./commands/claims.ts');
    await answer(claims);
  });

program
  .command('dev')
  .description('open the live deck with its notes; follows edits, runs programs')
  .argument('<audience>')
  .option('--port <n>', 'where the deck is served', readPort, 3030)
  .option('--no-open', 'leave the browser alone')
  .action(async (audience: string, options) => {
    const { dev } = await import('./commands/dev.ts');
    await answer(context => dev(context, audience, options));
  });

program
  .command('present')
  .description('open the built deck for the stage, with its notes; runs programs')
  .argument('<audience>')
  .option('--out <dir>', 'where it was built; default: dist in the talk')
  .option('--port <n>', 'where the deck is served', readPort, 3030)
  .option('--no-open', 'leave the browser alone')
  .action(async (audience: string, options) => {
    const { present } = await import('./commands/present.ts');
    await answer(context => present(context, audience, options));
  });

program
  .command('doctor')
  .description('show what is installed, what is missing, how to get it')
  .action(async () => {
    const { doctor } = await import('./commands/doctor.ts');
    await answer(doctor);
  });

// Nothing that goes wrong late, in a timer or an event, ends in a stack trace.
process.on('uncaughtException', error => process.exit(fail(error)));

process.exitCode = await main();
// All is cleared up; what is still waited for in vain must not keep the user waiting.
if (interruption.signal.aborted) process.exit();

async function main(): Promise<ExitCode> {
  try {
    await program.parseAsync();
    return (process.exitCode as ExitCode | undefined) ?? ExitCode.done;
  } catch (error) {
    return fail(error);
  }
}

async function answer(command: (context: Context) => Promise<Answer>): Promise<void> {
  const { talk, json, quiet } = program.opts<GlobalOptions>();
  const { exitCode, data, text } = await command({
    talkDir: resolve(talk),
    report: createReporter(quiet ?? false),
    signal: interruption.signal,
  });
  if (json) process.stdout.write(`${JSON.stringify({ schema: 1, exitCode, ...data }, null, 2)}\n`);
  else if (text) process.stdout.write(text);
  process.exitCode = exitCode;
}

function fail(thrown: unknown): ExitCode {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return ExitCode.done;
  const { talk, quiet } = program.opts<GlobalOptions>();
  const failure = toFailure(interruption.signal.aborted ? interruption.signal.reason : thrown);
  // Commander has told people already what is wrong with the words of the call.
  if (!(thrown instanceof CommanderError)) {
    const report = createReporter(quiet ?? false);
    report.problems(failure.problems, resolve(talk));
    report.error(failure.message, failure.help);
    if (process.env.OXIDECK_DEBUG) process.stderr.write(`${(thrown as Error).stack}\n`);
  }
  // What was wrong with the call may have kept the option from being read.
  if (process.argv.includes('--json')) {
    const { exitCode, message, help, problems } = failure;
    process.stdout.write(`${JSON.stringify({ schema: 1, exitCode, message, help, problems }, null, 2)}\n`);
  }
  return failure.exitCode;
}
