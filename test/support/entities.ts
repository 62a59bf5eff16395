const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Reads the entities that we and markdown-it write. */
export function decodeEntities(html: string): string {
  return html.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code ? String.fromCodePoint(Number(code)) : (NAMED[name ?? ''] ?? whole),
  );
}
