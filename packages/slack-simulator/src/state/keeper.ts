import type { SimSettings } from '../control/settings.ts';
import { applyChange } from './apply-change.ts';
import type { Change } from './change.ts';
import { nameElements } from './earlier-blocks.ts';
import { forgetfulJournal, openCompactedJournal, readJournal } from './journal.ts';
import type { World } from './model.ts';
import { snapshotChanges } from './snapshot.ts';

/** The world and the only way to change it. */
export interface Keeper {
  readonly world: World;
  /** Takes a step and keeps it, before it returns. */
  commit(change: Change): void;
  close(): void;
}

/** Wakes the world kept in `stateDir`, or an empty one; without a folder it is forgotten at the end. */
export function openKeeper(stateDir: string | undefined, settings: SimSettings): Keeper {
  const world: World = {
    apps: new Map(),
    workspaces: new Map(),
    enterprises: new Map(),
    tokens: new Map(),
    settings,
    signingKey: null,
    publicUrl: '',
    lastTsMicros: 0,
  };
  if (stateDir !== undefined) {
    for (const change of readJournal(stateDir)) applyChange(world, change);
    nameElements(world);
    // Settings that a newer version added have no line yet.
    world.settings = { ...settings, ...world.settings };
  }
  const journal =
    stateDir === undefined ? forgetfulJournal : openCompactedJournal(stateDir, snapshotChanges(world));
  return {
    world,
    commit: (change) => {
      applyChange(world, change);
      journal.append(change);
    },
    close: () => journal.close(),
  };
}
