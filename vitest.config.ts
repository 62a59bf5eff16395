import { defineConfig } from 'vitest/config';

/** What its name says it needs: a toolchain, or a browser. All other tests need neither. */
const TOOLCHAIN = 'test/**/*.toolchain.test.ts';
const BROWSER = 'test/**/*.browser.test.ts';

export default defineConfig({
  test: {
    allowOnly: !process.env.CI,
    // Most of the time goes by in processes that the tests begin and wait for.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: [TOOLCHAIN, BROWSER],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'toolchain',
          include: [TOOLCHAIN],
          globalSetup: ['test/support/announce-tools.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: [BROWSER],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
