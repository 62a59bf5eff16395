import { expect, test } from 'vitest';
import { withLivePage } from '../../scripts/serve/live-page.ts';

test('what a live page carries is data, whatever the notes hold', () => {
  const live = { token: 'secret', notes: ['<p>$& </script><script>alert(1)</script></p>'] };
  const html = withLivePage('<html><head><title>T</title></head><body></body></html>', live);
  expect(html.match(/<script/g)).toHaveLength(1);
  const [, json = ''] =
    /<script type="application\/json" id="oxideck-live">(.*)<\/script><\/head>/.exec(html) ?? [];
  expect(JSON.parse(json)).toEqual(live);
});
