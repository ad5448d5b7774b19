import { DEFAULT_SETTINGS } from '@muster/slack-simulator/control';
import { describe, expect, it } from 'vitest';
import { ageWords, stateWords } from '../connections/connection-words.ts';
import { DISTURBANCES, disturb } from './disturbances.ts';
import { faultOf, faultWords, RECIPES, type Recipe } from './recipes.ts';
import { durationWords, isSame, type SwitchValue, valueOfText, valueWords } from './switch-value.ts';
import { otherSwitches, SWITCH_GROUPS } from './switches.ts';

const recipe = (id: string): Recipe => {
  const found = RECIPES[id];
  if (!found) throw new Error(`There is no recipe ${id}`);
  return found;
};
const wish = (id: string, rest: object = {}) =>
  faultOf({ recipe: recipe(id), method: '', appId: null, team: null, value: '', times: 1, ...rest });

describe('a fault that was asked for', () => {
  it('hits what was named, and everything where nothing was', () => {
    expect(
      wish('limited', { method: ' users.info ', value: '30', appId: 'A1', team: 'T1', times: null }),
    ).toEqual({
      method: 'users.info',
      kind: '429',
      retryAfterS: 30,
      appId: 'A1',
      team: 'T1',
      times: null,
    });
    expect(wish('lost')).toEqual({ method: '*', kind: '500-but-done', times: 1 });
  });

  it('hits new connections, which belong to no workspace', () => {
    expect(wish('upgrade', { value: '409', team: 'T1', appId: 'A1', method: 'x' })).toEqual({
      method: 'socket',
      kind: '500',
      status: 409,
      appId: 'A1',
      times: 1,
    });
  });

  it('is refused in words when a number is none', () => {
    expect(() => wish('limited', { value: 'soon' })).toThrow('Retry-After, seconds must be a number');
    expect(() => wish('error', { value: ' ' })).toThrow('Error is missing');
    expect(() => wish('failed', { times: 0 })).toThrow('How often');
    expect(() => wish('failed', { times: Number.NaN })).toThrow('How often');
  });

  it('is told in one line while it stands', () => {
    const nameOf = (id: string) => ({ A1: 'Muster', T1: 'Acme' })[id] ?? id;
    const words = (fault: ReturnType<typeof wish>) => faultWords({ ...fault, id: 'f' }, nameOf);
    expect(
      words(wish('limited', { method: 'users.info', value: '30', appId: 'A1', team: 'T1', times: 3 })),
    ).toBe('Too many calls (429): users.info, Muster, Acme, 30 s, 3 times');
    expect(words(wish('failed', { times: null }))).toBe('Server error (500): every method, until removed');
    expect(words(wish('upgrade', { value: '503' }))).toBe('New connections refused: 503, once');
    expect(words(wish('upgradeHeld'))).toBe('New connections held: once');
  });
});

describe('disturbing several connections', () => {
  const connections = ['c1', 'c2'].map((id) => ({
    id,
    openedAt: 0,
    state: 'open' as const,
    delivered: 0,
    acked: 0,
    muted: false,
    host: '',
  }));
  const disturbance = (gone: readonly string[]) => ({
    name: '',
    does: '',
    should: '',
    act: async (_: unknown, __: string, { id }: { id: string }) => {
      if (gone.includes(id)) throw new Error(`${id} is gone`);
    },
  });
  const run = (gone: readonly string[]) => disturb(disturbance(gone), {} as never, 'A1', connections);

  it('succeeds when one of them has gone meanwhile, and fails when all have', async () => {
    await run(['c1']);
    await expect(run(['c1', 'c2'])).rejects.toThrow('c1 is gone');
  });

  it('offers every way to cut and every disconnect reason', () => {
    const ways = ['reset', 'close', 'silent', 'mute', 'unmute'];
    const reasons = ['warning', 'refresh_requested', 'too_many_websockets', 'link_disabled'];
    expect(Object.keys(DISTURBANCES).sort()).toEqual([...ways, ...reasons].sort());
  });
});

describe('switches', () => {
  it('are all there: those without words under their names', () => {
    const named = SWITCH_GROUPS.flatMap((group) => Object.keys(group.switches));
    expect(new Set(named).size).toBe(named.length);
    const others = otherSwitches({ ...DEFAULT_SETTINGS, fresh: 1 } as never);
    expect(Object.keys(others?.switches ?? {})).toContain('fresh');
    for (const name of Object.keys(DEFAULT_SETTINGS))
      expect([...named, ...Object.keys(others?.switches ?? {})]).toContain(name);
  });

  it('read what was typed in the shape of the default', () => {
    expect(valueOfText(' 250 ', 0, false)).toBe(250);
    expect(valueOfText('', 0, true)).toBeNull();
    expect(valueOfText('0, 60000', [1], false)).toEqual([0, 60_000]);
    expect(valueOfText('', [1], false)).toEqual([]);
    expect(valueOfText(' some_error ', 'x', false)).toBe('some_error');
    expect(() => valueOfText('soon', 0, false)).toThrow('must be a number');
    expect(() => valueOfText('', 0, false)).toThrow('must be a number');
    expect(() => valueOfText('1,,2', [1], false)).toThrow('must be a number');
    expect(() => valueOfText('', 'x', false)).toThrow('cannot be empty');
  });

  it('say their values in words', () => {
    const words: [string, SwitchValue, string][] = [
      ['ackTimeoutMs', 3_000, '3 s'],
      ['retryDelaysMs', [0, 60_000], '0 ms, 1 min'],
      ['retryDelaysMs', [], 'none'],
      ['helloDelayMs', null, 'never'],
      ['doubles', true, 'on'],
      ['maxConnections', 10, '10'],
      ['usedCodeError', 'invalid_code', 'invalid_code'],
    ];
    for (const [name, value, said] of words) expect(valueWords(name, value)).toBe(said);
    expect([durationWords(18_060_000), durationWords(7_200_000), durationWords(1_500)]).toEqual([
      '5 h 1 min',
      '2 h',
      '1.5 s',
    ]);
  });

  it('know whether a value is the default', () => {
    expect(isSame([0, 1], [0, 1])).toBe(true);
    expect(isSame([], null)).toBe(false);
    expect(isSame(true, false)).toBe(false);
  });
});

describe('a connection', () => {
  it('has an age and a state in words', () => {
    expect([ageWords(-5), ageWords(59_900), ageWords(61_000), ageWords(7_500_000)]).toEqual([
      '0 s',
      '59 s',
      '1 min',
      '2 h 5 min',
    ]);
    expect(stateWords({ state: 'open', muted: true })).toBe('open, muted');
    expect(stateWords({ state: 'silent', muted: false })).toBe('half-open');
  });
});
