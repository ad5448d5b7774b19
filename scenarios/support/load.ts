import type { Random } from '@muster/fleet';
import type { Control } from '@muster/slack-simulator/control';
import type { Person } from './people.ts';

/** A command that a person wrote; `word` stands in no other command. */
export interface Said {
  readonly person: Person;
  readonly ts: string;
  readonly word: string;
}

export interface Load {
  /** Default: until they are told to stop. */
  readonly count?: number;
  readonly perSecond: number;
  readonly random: Random;
}

/** People who write. */
export interface Writing {
  /** How many commands they have written so far. */
  written(): number;
  /** No more are written after this. */
  stop(): void;
  /** All of them, once the last is written. */
  readonly all: Promise<readonly Said[]>;
}

/**
 * Has people write `add task` commands, each with a word of its own: `count` in all or until stopped, about
 * `perSecond` a second, each by a person drawn at random.
 */
export function beginWriting(control: Control, people: readonly Person[], load: Load): Writing {
  const said: Said[] = [];
  let limit = load.count ?? Number.POSITIVE_INFINITY;
  return {
    written: () => said.length,
    stop() {
      limit = 0;
    },
    all: writeAll(control, people, load, said, () => limit),
  };
}

async function writeAll(
  control: Control,
  people: readonly Person[],
  load: Load,
  said: Said[],
  limit: () => number,
): Promise<readonly Said[]> {
  const startedAt = performance.now();
  while (said.length < limit()) {
    const due = Math.min(limit(), Math.floor(((performance.now() - startedAt) / 1000) * load.perSecond));
    for (let n = said.length; n < due; n++) {
      const person = people[Math.floor(load.random.next() * people.length)];
      if (!person) throw new Error('nobody is there to write');
      const word = `word${String(n).padStart(6, '0')}x`;
      const { ts } = await control.say(person.team, person.channel, {
        user: person.user,
        text: `add task ${word}`,
      });
      said.push({ person, ts, word });
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return said;
}
