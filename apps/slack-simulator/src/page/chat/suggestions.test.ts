import { describe, expect, it } from 'vitest';
import { suggestionsAfter } from './suggestions.ts';

describe('what to try next', () => {
  it('starts with the first steps', () => {
    expect(suggestionsAfter([]).slice(0, 3)).toEqual(['help', 'add task Ship docs', 'list']);
  });

  it('leaves out what was tried, also in other words', () => {
    expect(suggestionsAfter(['?', 'todo Buy tea', ' LIST ', 'done 3'])[0]).toBe('did Wrote the tests');
  });

  it('tells asking for help from needing it', () => {
    expect(suggestionsAfter(['help: API keys'])).toContain('help');
    expect(suggestionsAfter(['help'])).not.toContain('help');
  });

  it('begins again once everything was tried', () => {
    const written: string[] = [];
    for (let next = suggestionsAfter([]); next.length > 0 && written.length < 50; ) {
      written.push(...next);
      next = suggestionsAfter(written);
      if (next[0] === 'help') break;
    }
    expect(suggestionsAfter(written)[0]).toBe('help');
    expect(written.length).toBeLessThan(50);
  });
});
