import { RE_AGE } from './schema.ts';

/** A year, a month or a day at the beginning of a text, as in `2024-10 (fourth version)`. */
const RE_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)/;

/** The first day that a text such as `2024`, `2024-09` or `2024-09-25` names; undefined if it names none. */
export function firstDay(text: string | number): Date | undefined {
  const [whole, year, month = '01', day = '01'] = String(text).match(RE_DATE) ?? [];
  if (!whole) return undefined;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The day after the last one that the text names. */
function dayAfter(text: string): Date | undefined {
  const [, , month, day] = text.match(RE_DATE) ?? [];
  const date = firstDay(text);
  return date && addTo(date, day ? '1 day' : month ? '1 month' : '1 year');
}

/** Whether what a text dates is older than an age such as `3 years`; what names no date has no age. */
export function isOlder(asOf: string, age: string, today: Date): boolean {
  const from = dayAfter(asOf);
  return from !== undefined && addTo(from, age) < today;
}

function addTo(date: Date, age: string): Date {
  const [, amount, unit] = age.match(RE_AGE) ?? [];
  const moved = new Date(date);
  if (unit === 'day') moved.setUTCDate(date.getUTCDate() + Number(amount));
  if (unit === 'month') moved.setUTCMonth(date.getUTCMonth() + Number(amount));
  if (unit === 'year') moved.setUTCFullYear(date.getUTCFullYear() + Number(amount));
  return moved;
}
