import { describe, expect, it } from 'vitest';
import { isTooOld, sayTooOld } from './too-old.ts';

const MINUTES = 60_000;
const add = { name: 'add', args: { items: [{ kind: 'task', text: 'Ship <!here> & go' }] } } as const;
const list = { name: 'list', args: { day: 'today' } } as const;

describe('a command from a long outage', () => {
  it('is run within fifteen minutes and confirmed after', () => {
    expect(isTooOld(add, 15 * MINUTES)).toBe(false);
    expect(isTooOld(add, 15 * MINUTES + 1)).toBe(true);
  });

  it('is answered however old, when it changes nothing', () => {
    expect(isTooOld(list, 600 * MINUTES)).toBe(false);
    expect(isTooOld({ name: 'edit', args: { to: list, from: null, fromVersion: null } }, 600 * MINUTES)).toBe(
      false,
    );
    expect(isTooOld({ name: 'edit', args: { to: add, from: null, fromVersion: null } }, 600 * MINUTES)).toBe(
      true,
    );
  });

  it('is quoted, with its age and what to do, and calls nobody', () => {
    const { text, ephemeral } = sayTooOld(add, 40 * MINUTES);
    expect(text).toContain('40 minutes ago');
    expect(text).toContain('&amp; go');
    expect(text).toContain('Write it again');
    expect(text).not.toContain('<!here>');
    expect(ephemeral).toBe(true);
  });

  it('names its numbers', () => {
    const done = { name: 'done', args: { numbers: [1, 22] } } as const;
    expect(sayTooOld(done, 130 * MINUTES).text).toMatch(/2 hours ago.*`done 1 22`/);
  });
});
