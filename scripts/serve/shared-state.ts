import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { parseJson, refuse } from './answer.ts';
import { refusal } from './gate.ts';
import type { Endpoint } from './gated-server.ts';

/**
 * What the windows of a live deck share: where the talk stands, and what was drawn on its slides. Slidev's plugin
 * `vite-plugin-vue-server-ref` takes these messages, writes whatever path and value it is given into its state, and
 * sends it on to all windows; so only these two, and only in the shape that Slidev's pages send.
 */
export const SHARED_STATE = { nav: '/@server-reactive/nav', drawings: '/@server-reactive/drawings' } as const;

/** How the plugin writes what is no JSON. */
const UNDEFINED = '__UNDEFINED___';
const count = z.number().int().nonnegative().max(1e6);
const time = z.number().nonnegative();
const slideTimes = z.strictObject({ start: time.optional(), end: time.optional() });
const Nav = z.strictObject({
  page: count,
  clicks: count,
  clicksTotal: count.optional(),
  timer: z.strictObject({
    status: z.enum(['stopped', 'running', 'paused']),
    slides: z.record(z.string().regex(/^\d+$/), slideTimes),
    startedAt: time,
    pausedAt: time,
  }),
  cursor: z
    .strictObject({ x: z.number(), y: z.number(), style: z.enum(['cursor', 'laser']).optional() })
    .optional(),
  lastUpdate: z
    .strictObject({ id: z.string().max(100), type: z.enum(['presenter', 'viewer']), time })
    .optional(),
});
const SHAPE = '(?:path|line|polyline|rect|ellipse|circle|g|defs|marker)';
/** An attribute as browsers write it; handlers (`on…`), styles and links are none of a pen's. */
const ATTRIBUTE = '\\s+(?!on|style|href|xlink)[a-z][\\w-]*="[^"]*"';
/** One tag of what a pen leaves. It is shown as markup in all windows, so nothing else may be left of a drawing. */
const RE_SHAPE = new RegExp(`<${SHAPE}(?:${ATTRIBUTE})*\\s*/?>|</${SHAPE}>`, 'gi');
const drawing = z
  .string()
  .refine(svg => svg.replace(RE_SHAPE, '').trim() === '', { error: 'this is not a drawing' });
const Drawings = z.record(z.string().regex(/^\d+$/), drawing.optional());
const about = { source: z.string().max(100), timestamp: time };
const messages = {
  nav: z.union([z.strictObject({ ...about, data: Nav }), z.strictObject({ ...about, patch: Nav.partial() })]),
  drawings: z.union([
    z.strictObject({ ...about, data: Drawings }),
    z.strictObject({ ...about, patch: Drawings.optional() }),
  ]),
};

/** Why a message about shared state is refused; undefined when Slidev's plugin may have it. */
export function refuseMessage(name: keyof typeof SHARED_STATE, body: string): string | undefined {
  const message = parseJson(body);
  // Schemas pass over this name, which the plugin would write to.
  if (hasName(message, '__proto__')) return 'the message is not understood: it names `__proto__`';
  const { error } = messages[name].safeParse(withoutUndefined(message));
  return error ? `the message is not understood: ${z.prettifyError(error)}` : undefined;
}

/** The addresses of shared state; what they take is handed on as it came. */
export function sharedStateEndpoints(
  next: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Record<string, Endpoint> {
  const endpoint = (name: keyof typeof SHARED_STATE, maxBytes: number): Endpoint => ({
    maxBytes,
    accept(body, request, response) {
      const refused = refuseMessage(name, body);
      if (refused) return refuse(request, response, refusal(400, refused));
      return next(replay(request, body), response);
    },
  });
  return {
    [SHARED_STATE.nav]: endpoint('nav', 64 * 1024),
    [SHARED_STATE.drawings]: endpoint('drawings', 4 * 1024 * 1024),
  };
}

function hasName(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, name) || Object.values(value).some(part => hasName(part, name));
}

function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([, part]) => part !== UNDEFINED);
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutUndefined(part)]));
}

/** A request whose body was read, to be read once more. */
function replay({ url, method, headers, socket }: IncomingMessage, body: string): IncomingMessage {
  return Object.assign(Readable.from([Buffer.from(body)]), {
    ...{ url, method, headers, socket },
    originalUrl: url,
  }) as unknown as IncomingMessage;
}
