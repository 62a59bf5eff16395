import type { RunEvent } from '../../../serve/run-live.ts';

/** What a live deck's server puts into its page, and only there. */
export interface LivePage {
  /** What the local runner wants to see. */
  token: string;
  /** The notes of each slide as HTML, where the deck was built without them. */
  notes?: string[];
}

/** The element that holds it. */
export const LIVE_PAGE_ID = 'oxideck-live';

export function readLivePage(): LivePage | undefined {
  const text = globalThis.document?.getElementById(LIVE_PAGE_ID)?.textContent;
  return text ? (JSON.parse(text) as LivePage) : undefined;
}

/**
 * Has a program run on the machine that serves the deck.
 *
 * @throws with what the runner says, when it refuses
 */
export async function runHere(
  token: string,
  request: object,
  tell: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch('/__oxideck/run', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Oxideck-Token': token },
    body: JSON.stringify(request),
    referrerPolicy: 'no-referrer',
    signal,
  });
  if (!response.ok || !response.body)
    throw new Error(((await response.json()) as { message: string }).message);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(JSON.parse(line) as RunEvent);
  }
}
