import { z } from 'zod';
import { RATIOS } from './canvas.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens');
const tag = id.describe('A word that a slide or a block carries, for example `python`.');
const priority = z.enum(['must', 'should', 'could']);
const minutes = z.number().nonnegative();
/** An age such as `18 months`. */
export const RE_AGE = /^([1-9]\d*) (day|month|year)s?$/;

export const TalkSchema = z.strictObject({
  title: z.string().min(1).describe("The talk's title, for example `Oxidizing the Future`."),
  speaker: z.string().min(1).describe('Who speaks, as printed on the cover.'),
  event: z.string().optional().describe('Where and when it is given, as printed on the cover.'),
  date: z.string().optional().describe("The talk's date in quotes, for example `'2026-11-22'`."),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'must be a language tag such as `en` or `pt-BR`')
    .default('en')
    .describe('The language of the slides as a tag, for example `en`. Default: `en`.'),
  url: z.url().optional().describe("The talk's canonical address; the handout prints it as a QR code."),
  paper: z.enum(['A4', 'Letter']).default('A4').describe("The handout's paper: `A4` (default) or `Letter`."),
  canvas: z
    .enum(RATIOS)
    .default('16:9')
    .describe('Width to height of the slides: `16:9` (default), `16:10` or `4:3`.'),
  console: z
    .array(z.string().min(1))
    .default([])
    .describe('The commands that transcripts may run, for example `[cargo, python3]`. Default: none.'),
});
export type TalkSettings = z.infer<typeof TalkSchema>;

export const AudienceSchema = z.strictObject({
  title: z.string().min(1).describe('The title of this deck.'),
  promise: z.string().optional().describe('One line under the title: what the audience will take away.'),
  minutes: minutes.positive().describe('How long the talk is, in minutes, for example `30`.'),
  palette: id.describe('The name of a file in `themes/palettes/`, for example `meetup`.'),
  mode: z.enum(['light', 'dark']).default('light').describe('The colour mode: `light` (default) or `dark`.'),
  canvas: z.enum(RATIOS).optional().describe("Width to height of this deck's slides. Default: the talk's."),
  tags: z.array(tag).default([]).describe('The tags this audience gets besides its own id.'),
  sections: z
    .array(z.string())
    .min(1)
    .describe('The sections of this deck, in the order in which they are shown.'),
  listed: z.boolean().default(true).describe('Whether `dist/index.html` lists this deck. Default: `true`.'),
  maxClaimAge: z
    .string()
    .regex(RE_AGE, 'must be a number of days, months or years such as `3 years`')
    .optional()
    .describe('How old the figures of a cited claim may be, for example `3 years`. Default: any age.'),
  hovers: z
    .boolean()
    .default(true)
    .describe('Whether names in Rust programs tell their types in the web deck. Default: `true`.'),
  webNotes: z.boolean().default(false).describe('Whether notes ship with the web deck. Default: `false`.'),
});
export type AudienceSettings = z.infer<typeof AudienceSchema>;

const SeriesPointSchema = z
  .strictObject({
    x: z.union([z.string(), z.number()]).describe('A year, a date such as `2024-09`, or what was counted.'),
    y: z.number().optional().describe('The number, as the source gives it.'),
    unit: z.string().optional().describe('What `y` counts, for example `%`.'),
    label: z
      .string()
      .max(80)
      .optional()
      .describe(
        'What a chart writes at this point where `x` alone does not say it, in at most 80 characters.',
      ),
    relation: z
      .enum(['about', 'below', 'above'])
      .optional()
      .describe('`about`, `below` or `above` where the source gives no exact number.'),
  })
  .refine(point => (point.y === undefined) === (point.unit === undefined), {
    error: 'a number has its `unit`, and a unit its number `y`',
  })
  .refine(point => point.y !== undefined || point.label !== undefined, {
    error: 'a point without a number `y` has a `label` that says what happened',
  })
  .describe('Write a number as `{ x: 2024, y: 24, unit: "%" }`, an event as `{ x: 2024-09, label: … }`.');
export type SeriesPoint = z.infer<typeof SeriesPointSchema>;

export const ClaimSchema = z.strictObject({
  id: id.describe('The id that slides cite as `[@id]`.'),
  statement: z.string().min(1).describe('What is claimed, in one sentence.'),
  asOf: z.string().describe("The date of the figures, in quotes, for example `'2024-09'`."),
  past: z
    .boolean()
    .default(false)
    .describe('Whether it is told as what was then, and so never grows old. Default: `false`.'),
  source: z
    .strictObject({
      title: z.string().min(1),
      publisher: z.string().min(1),
      published: z
        .string()
        .optional()
        .describe("The date of the source, in quotes, for example `'2024-09-25'`."),
      url: z.url().describe('The address of the source.'),
    })
    .describe('Where it is said: `title`, `publisher`, `published`, `url`.'),
  checked: z
    .enum(['primary', 'excerpt', 'no'])
    .describe(
      "`primary` if the source's own text was read, `excerpt` if only a part of it or a copy was; `no` may not be cited.",
    ),
  caveat: z
    .string()
    .optional()
    .describe('What an honest speaker adds; the notes of slides that cite it get it.'),
  series: z
    .array(SeriesPointSchema)
    .min(1)
    .optional()
    .describe('What a chart may draw: a list of `x`, `y` and `unit`, or of `x` and `label` for an event.'),
});
export type Claim = z.infer<typeof ClaimSchema>;

export const ClaimsSchema = z.strictObject({
  claims: z.array(ClaimSchema).describe('The list of claims.'),
});

/** The keys under `section:` in a section's first frontmatter. */
export const SectionSchema = z.strictObject({
  title: z.string().min(1).describe("The section's name, as printed at the foot of its slides."),
  priority: priority.default('should').describe('The priority of slides that name none. Default: `should`.'),
});
export type SectionSettings = z.infer<typeof SectionSchema>;

/** Our keys of a slide's frontmatter; all others are Slidev's and pass through. */
export const SlideSchema = z.object({
  id: id.optional().describe('The id of the slide, unique in the talk. Default: its section and number.'),
  tags: z.array(tag).default([]).describe('Whom the slide is for; without tags it is for everyone.'),
  minutes: minutes.default(1).describe('How long the slide takes, in minutes. Default: `1`.'),
  priority: priority.optional().describe('`must`, `should` or `could`: what goes first when time is short.'),
  needs: z.array(id).default([]).describe('The ids of slides without which this one makes no sense.'),
});
export type SlideSettings = z.infer<typeof SlideSchema>;
export type Priority = z.infer<typeof priority>;
