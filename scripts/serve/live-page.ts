import { LIVE_PAGE_ID, type LivePage } from '../slidev/addon/run/local.ts';

/** The page of a deck with what only its own server may tell it. */
export function withLivePage(html: string, live: LivePage): string {
  const json = JSON.stringify(live).replaceAll('<', String.raw`\u003c`);
  const script = `<script type="application/json" id="${LIVE_PAGE_ID}">${json}</script>`;
  return html.replace('</head>', () => `${script}</head>`);
}
