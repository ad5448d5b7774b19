import { describe, expect, it } from 'vitest';
import { explore } from './explore.ts';
import { type Model, type Move, NotYetKnown } from './model.ts';
import { tellExploration } from './tell.ts';

type Ways = Readonly<Record<string, readonly (string | [kind: Move<string, null>['kind'], to: string])[]>>;

/** States that are words, and the ways between them; `home` is healthy. */
function model(ways: Ways, forbidden = 'nowhere'): Model<string, null> {
  return {
    name: 'words',
    initial: 'start',
    moves: (state) =>
      (ways[state] ?? []).map((way) => {
        const [kind, to] = typeof way === 'string' ? (['step', way] as const) : way;
        return { says: `to ${to}`, kind, to };
      }),
    keyOf: (state) => state,
    isHealthy: (state) => state === 'home',
    invariants: { order: (_before, { to }) => (to === forbidden ? `nobody may be ${to}` : null) },
  };
}

describe('a search', () => {
  it('visits every state once and counts what it saw', async () => {
    const explored = await explore(model({ start: ['a', 'b'], a: ['home'], b: ['home'], home: ['start'] }));
    expect(explored).toEqual({
      model: 'words',
      states: 4,
      moves: 5,
      depth: 3,
      healthy: 1,
      counterexample: null,
    });
    expect(tellExploration(explored)).toBe('words: 4 states (1 healthy), 5 moves, up to 3 deep: all is well');
  });

  it('answers the shortest way to what must not be', async () => {
    const ways = { start: ['a', 'b'], a: ['c'], c: ['bad'], b: ['bad'], bad: ['home'] };
    const explored = await explore(model(ways, 'bad'));
    expect(explored.counterexample).toEqual({
      broken: 'order',
      why: 'nobody may be bad',
      trace: ['to b', 'to bad'],
    });
    expect(tellExploration(explored)).toContain(
      'order is broken: nobody may be bad\n   1. to b\n   2. to bad',
    );
  });

  it('finds the nearest state from which nothing leads to health', async () => {
    const explored = await explore(
      model({ start: ['home', 'a'], a: ['pit'], pit: ['ditch'], ditch: ['pit'] }),
    );
    expect(explored.counterexample).toMatchObject({ broken: 'recovery', trace: ['to a'] });
  });

  it('lets neither a fault nor a wish count as a way to health', async () => {
    for (const kind of ['fault', 'wish'] as const) {
      const explored = await explore(model({ start: ['home', 'a'], a: [[kind, 'home']] }));
      expect(explored.counterexample).toMatchObject({ broken: 'recovery', trace: ['to a'] });
    }
  });

  it('finds out first what a model must know', async () => {
    const plain = model({ start: ['a'], a: ['home'] });
    const known = new Set<string>();
    const moves = (state: string) => {
      if (!known.has(state)) throw new NotYetKnown(async () => void known.add(state));
      return plain.moves(state);
    };
    expect(await explore({ ...plain, moves })).toMatchObject({ states: 3, counterexample: null });
    expect(known).toEqual(new Set(['start', 'a', 'home']));
  });

  it('refuses what does not fit into memory', async () => {
    const endless: Model<string, null> = {
      ...model({}),
      moves: (state) => [{ says: 'on', kind: 'step', to: `${state}.` }],
    };
    await expect(explore(endless, { maxStates: 10 })).rejects.toThrow('words has more than 10 states');
  });
});
