import { formatTimes, MEASURED } from '../../scripts/verify/time/record.ts';
import type { Machine, WallTime } from '../../scripts/verify/time/wall-time.ts';

/** A file of wall times as another machine, or other runs, would have written one of them. */
export function sealAnew(text: string, at: number, machine: Partial<Machine>, seconds?: number[]): string {
  const entries = (JSON.parse(text) as (WallTime & { program: string; key: string; seal: string })[]).map(
    ({ program: name, key, seal: _, ...time }, index) => ({
      program: { name, key },
      time:
        index === at
          ? { ...time, seconds: seconds ?? time.seconds, machine: { ...time.machine, ...machine } }
          : time,
    }),
  );
  return formatTimes(entries).get(MEASURED) ?? '';
}
