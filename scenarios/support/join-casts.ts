import type { Cast } from './people.ts';

/** As one cast, whose first app stands for all. */
export function joinCasts(casts: readonly Cast[]): Cast {
  const [first] = casts;
  if (!first) throw new Error('there is nobody');
  return {
    ...first,
    people: casts.flatMap(({ people }) => people),
    secrets: Object.assign({}, ...casts.map(({ secrets }) => secrets)),
  };
}
