/**
 * Adds the token to what Slidev's own pages send to their server, which know nothing of it: where the talk stands, and
 * drawings.
 */
export function sendToken(token: string): void {
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    typeof input === 'string' && input.startsWith('/@server-reactive/')
      ? send(input, { ...init, headers: { ...init?.headers, 'X-Oxideck-Token': token } })
      : send(input, init);
}
