import { run } from './run.ts';

/**
 * The date that made files carry: `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/),
 * else that of the talk's last commit, else the beginning of time. Never the clock's.
 */
export async function buildDate(talkDir: string): Promise<Date> {
  const epoch = process.env.SOURCE_DATE_EPOCH ?? (await lastCommit(talkDir));
  const seconds = Number(epoch);
  return new Date(Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1000 : 0);
}

async function lastCommit(talkDir: string): Promise<string> {
  try {
    const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
    const result = await run('git', ['log', '-1', '--format=%ct'], { cwd: talkDir, env, timeout: 10_000 });
    return result.stdout.trim();
  } catch {
    // No git here: the talk has no commits to date it by.
    return '';
  }
}
