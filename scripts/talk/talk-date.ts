import { buildDate } from '../system/build-date.ts';
import { firstDay } from './dates.ts';
import type { Talk } from './talk.ts';

/** The day against which claims grow old: the talk's own, else that of the build; undefined where there is neither. */
export async function talkDate(talk: Talk): Promise<Date | undefined> {
  const given = talk.settings.date && firstDay(talk.settings.date);
  if (given) return given;
  const built = await buildDate(talk.dir);
  return built.getTime() > 0 ? built : undefined;
}
