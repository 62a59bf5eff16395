import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuseMessage } from '../../scripts/serve/shared-state.ts';

const about = { source: 'abcdefgh', timestamp: 1_770_000_000_000 };
const timer = {
  status: 'running',
  slides: { 2: { start: 5, end: '__UNDEFINED___' } },
  startedAt: 4,
  pausedAt: 0,
};
const data = { page: 3, clicks: 1, clicksTotal: 4, timer, cursor: '__UNDEFINED___' };
const PEN = '<path d="M1 2 L3 4" fill="transparent" stroke="currentColor" stroke-width="4"></path>';
const nav = (patch: object) => JSON.stringify({ ...about, data: { ...data, ...patch } });
const drawn = (svg: unknown, slide = '3') => JSON.stringify({ ...about, patch: { [slide]: svg } });

describe('shared state', () => {
  test('takes what the windows of a deck send', () => {
    expect(refuseMessage('nav', nav({}))).toBeUndefined();
    expect(refuseMessage('nav', JSON.stringify({ ...about, patch: { page: 2, clicks: 0 } }))).toBeUndefined();
    for (const svg of [PEN, '', '__UNDEFINED___', `<g><ellipse cx="1" cy="1" rx="2" ry="2"/></g>`]) {
      expect(refuseMessage('drawings', drawn(svg))).toBeUndefined();
    }
  });

  test.for<['nav' | 'drawings', string]>([
    ['nav', '{'],
    ['nav', ''],
    ['nav', 'null'],
    ['nav', nav({ page: -1 })],
    ['nav', nav({ page: '<b>' })],
    ['nav', nav({ more: 1 })],
    ['nav', `{"source":"a","timestamp":1,"data":{"__proto__":{"polluted":1}}}`],
    ['drawings', '[]'],
    ['drawings', drawn(PEN, '__proto__')],
    ['drawings', drawn(PEN, 'title')],
    ['drawings', drawn(7)],
    ['drawings', drawn('<script>alert(1)</script>')],
    ['drawings', drawn('<path d="M1 2" onclick="alert(1)"/>')],
    ['drawings', drawn('<path/onclick=alert(1)>')],
    ['drawings', drawn('<path d="M1 2"onclick="alert(1)"/>')],
    ['drawings', drawn('<path d="M1 2" ONCLICK="alert(1)"/>')],
    ['drawings', drawn('<<path>img src=x onerror=alert(1)>')],
    ['drawings', drawn('words')],
    ['drawings', drawn('<a href="javascript:alert(1)">x</a>')],
    ['drawings', drawn('<image href="https://example.com/x.png"/>')],
    ['drawings', drawn('<foreignObject></foreignObject>')],
  ])('takes no %s of %s', ([name, body]) => {
    expect(refuseMessage(name, body)).toMatch(/^the message is not understood/);
  });

  test('answers whatever it is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), body => {
        expect(refuseMessage('nav', body)).toBeDefined();
        expect(refuseMessage('drawings', body)).toBeDefined();
      }),
    );
  });
});
