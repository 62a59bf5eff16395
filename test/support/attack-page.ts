import type { Page } from 'puppeteer';

/** What a page of another origin gets from a live deck, try by try. */
export type Loot = Record<string, string>;

/** Runs in a page of another origin: tries what a hostile page could. */
export function attack(page: Page, origin: string): Promise<Loot> {
  return page.evaluate(async target => {
    const body = JSON.stringify({ page: crypto.randomUUID(), language: 'rust', code: 'fn main() {}' });
    const run = `${target}/__oxideck/run`;
    const post = (init: RequestInit) => fetch(run, { method: 'POST', body, ...init });
    const told = async (asked: Promise<Response>) => {
      try {
        const answer = await asked;
        return `${answer.type}: ${await answer.text()}`;
      } catch {
        return 'refused';
      }
    };
    const json = { 'Content-Type': 'application/json' };
    const inFrame = () =>
      new Promise<string>(resolve => {
        const frame = document.createElement('iframe');
        frame.onload = () => {
          try {
            resolve(frame.contentDocument?.documentElement.outerHTML ?? 'refused');
          } catch {
            resolve('refused');
          }
        };
        frame.src = `${target}/`;
        document.body.append(frame);
        setTimeout(() => resolve('refused'), 3000);
      });
    const bySocket = (path: string, protocol?: string) =>
      new Promise<string>(resolve => {
        const socket = new WebSocket(target.replace('http', 'ws') + path, protocol);
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
        // One that nobody listens to is never answered.
        setTimeout(() => resolve('refused'), 3000);
      });
    const asScript = () =>
      new Promise<string>(resolve => {
        const script = document.createElement('script');
        script.onload = () => resolve('loaded');
        script.onerror = () => resolve('refused');
        script.src = `${target}/`;
        document.body.append(script);
      });
    return {
      'reads the page': await told(fetch(`${target}/`)),
      'reads the page, opaquely': await told(fetch(`${target}/`, { mode: 'no-cors' })),
      'posts JSON': await told(post({ headers: json })),
      'posts JSON with a token': await told(post({ headers: { ...json, 'X-Oxideck-Token': 'guessed' } })),
      'posts text, opaquely': await told(post({ mode: 'no-cors' })),
      'frames the page': await inFrame(),
      'loads the page as a script': await asScript(),
      'opens a socket': await bySocket('/__oxideck/run'),
      'opens the socket of live reload': await bySocket('/', 'vite-hmr'),
    };
  }, origin);
}

/** Posts as a plain form does, which leaves the page. */
export async function attackByForm(page: Page, origin: string): Promise<{ status: number; text: string }> {
  const [answer] = await Promise.all([
    page.waitForNavigation(),
    page.evaluate(target => {
      const form = document.createElement('form');
      form.method = 'POST';
      form.enctype = 'text/plain';
      form.action = `${target}/__oxideck/run`;
      const input = document.createElement('input');
      input.name = '{"language":"rust","code":"fn main() {}","x":"';
      input.value = '"}';
      form.append(input);
      document.body.append(form);
      form.submit();
    }, origin),
  ]);
  return { status: answer?.status() ?? 0, text: (await answer?.text()) ?? '' };
}
