import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Lua scripts are loaded as their text, as the build does. */
const luaAsText = {
  name: 'lua-as-text',
  enforce: 'pre' as const,
  load(id: string) {
    if (!id.endsWith('.lua')) return null;
    return `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`;
  },
};

const services = ['./scenarios/support/services.ts'];

export default defineConfig({
  plugins: [luaAsText],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.{ts,tsx}',
            'apps/*/src/**/*.test.{ts,tsx}',
            'tools/**/*.test.ts',
            'scenarios/{simulated,checkers,support,chaos,explorer}/**/*.test.ts',
          ],
          globalSetup: services,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['scenarios/processes/**/*.test.ts'],
          globalSetup: services,
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
