import { z } from 'zod';
import { parseJson } from './answer.ts';
import { type Refusal, refusal } from './gate.ts';
import { EDITIONS, type Language } from '../languages/expectation.ts';

/** Where the page asks for a program to be run. */
export const RUN_PATH = '/__oxideck/run';
/** A program on a slide has some kilobytes at most. */
export const MAX_REQUEST = 256 * 1024;
const MAX_SECONDS = 600;

/** A program that a page wants to see run. */
export const RunRequestSchema = z.strictObject({
  /** The page that asks: it has one program at a time. */
  page: z.uuid(),
  language: z.enum(['rust', 'python']),
  edition: z.enum(EDITIONS).optional(),
  /** Whether to build it with the test harness. */
  tests: z.boolean().default(false),
  /** In seconds, as for `check`. */
  timeout: z.number().positive().max(MAX_SECONDS).default(10),
  /** Whole, as it is compiled. */
  code: z.string(),
});
export type RunRequest = z.infer<typeof RunRequestSchema>;

/** What a body asks for, or why it is refused. */
export function readRequest(body: string, languages: readonly Language[]): RunRequest | Refusal {
  const { data, error } = RunRequestSchema.safeParse(parseJson(body));
  if (!data) return refusal(400, `the request is not understood: ${z.prettifyError(error)}`);
  if (!languages.includes(data.language)) {
    return refusal(403, `this talk has no programs in ${data.language === 'rust' ? 'Rust' : 'Python'}`);
  }
  return data;
}
