import { escapeHtml } from '../markdown/render-html.ts';

/** A deck as the index lists it. */
export interface ListedDeck {
  audience: string;
  title: string;
  promise?: string | undefined;
  minutes: number;
  /** Which of its files are there. */
  web: boolean;
  pdf: boolean;
  handout: boolean;
}

/** The page at the top of `dist/`: the decks that may be seen by all. It needs nothing else to be shown. */
export function indexHtml(title: string, language: string, decks: readonly ListedDeck[]): string {
  const items = decks.map(deck => {
    const { audience } = deck;
    const heading = deck.web
      ? `<a href="${audience}/">${escapeHtml(deck.title)}</a>`
      : escapeHtml(deck.title);
    const links = [
      ...(deck.pdf ? [`<a href="${audience}/${audience}.pdf">Slides as PDF</a>`] : []),
      ...(deck.handout ? [`<a href="${audience}/${audience}-handout.pdf">Handout</a>`] : []),
    ];
    return `    <li>
      <h2>${heading}</h2>
${deck.promise ? `      <p>${escapeHtml(deck.promise)}</p>\n` : ''}      <p class="about">${[`${deck.minutes} minutes`, ...links].join(' · ')}</p>
    </li>`;
  });
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(title)}</title>
  <link rel="icon" href="data:,">
  <style>
    :root { color-scheme: light dark; --text: #14181d; --muted: #4b5560; --rust: #a63a0b; --ground: #fbfaf6; --line: #c3c9cf; }
    @media (prefers-color-scheme: dark) { :root { --text: #f4f1ea; --muted: #aeb6bf; --rust: #ff8a5c; --ground: #12161b; --line: #3a424c; } }
    body { max-width: 44rem; margin: 0 auto; padding: 4rem 1.5rem; background: var(--ground); color: var(--text); font: 1.0625rem/1.6 system-ui, sans-serif; }
    h1, h2 { font-family: Georgia, "Times New Roman", serif; line-height: 1.2; text-wrap: balance; }
    h1 { font-size: 2.25rem; margin: 0 0 2.5rem; }
    h2 { font-size: 1.375rem; margin: 0; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { padding: 1.5rem 0; border-top: 1px solid var(--line); }
    p { margin: .375rem 0 0; }
    .about { color: var(--muted); font-size: .9375rem; }
    a { color: inherit; text-decoration-color: var(--rust); text-underline-offset: .15em; }
    a:hover { color: var(--rust); }
  </style>
</head>
<body>
  <main>
    <h1>${escapeHtml(title)}</h1>
    <ul>
${items.join('\n')}
    </ul>
  </main>
</body>
</html>
`;
}
