import type { Random } from '@muster/fleet';
import type { SimCut, SimDisconnectReason, SimFault } from '@muster/slack-simulator/control';
import { between, type Fault, NOTHING_TO_UNDO, oneOf, type Undo, type World } from './fault.ts';

/** How apps are named before anybody knows their ids. */
const appNames: Fault['targets'] = ({ apps }) => Array.from({ length: apps }, (_, n) => `app ${n + 1}`);

function appIdOf({ casts }: World, target: string): string {
  const cast = casts[Number(target.split(' ')[1]) - 1];
  if (!cast) throw new Error(`there is no ${target}`);
  return cast.appId;
}

async function connectionsOf(world: World, target: string) {
  const appId = appIdOf(world, target);
  const app = (await world.stage.simulator.control.state()).apps.find(({ id }) => id === appId);
  return { appId, connections: app?.connections.filter(({ state }) => state === 'open') ?? [] };
}

/** Connections that Slack ends: by a reset, by a close frame, or by falling silent. */
const cutSockets: Fault = {
  name: 'slack cuts',
  weight: 4,
  targets: appNames,
  durationMs: () => 0,
  async begin(world, target, random) {
    const { appId, connections } = await connectionsOf(world, target);
    const how = oneOf<SimCut>(random, ['reset', 'close', 'silent']);
    const some = random.next() < 0.5 ? connections.slice(0, 1) : connections;
    world.note(`${how}, ${some.length} of ${connections.length}`);
    for (const { id } of some) await world.stage.simulator.control.cut(appId, id, how).catch(() => {});
    return NOTHING_TO_UNDO;
  },
};

/** Slack says to all of an app's connections that it will close them. */
const disconnectFrames: Fault = {
  name: 'slack asks to go',
  weight: 4,
  targets: appNames,
  durationMs: () => 0,
  async begin(world, target, random) {
    const reason = oneOf<SimDisconnectReason>(random, ['warning', 'refresh_requested']);
    world.note(reason);
    await world.stage.simulator.control.disconnect(appIdOf(world, target), reason);
    return NOTHING_TO_UNDO;
  },
};

/** New connections get their hello late, and those that break off stay counted for a while as ghosts. */
const slowGreeting: Fault = {
  name: 'slack greets late',
  weight: 1,
  targets: () => ['slack'],
  durationMs: (random) => between(random, 3_000, 10_000),
  async begin({ stage: { simulator } }) {
    await simulator.control.changeSettings({ helloDelayMs: 2_500, ghosts: true });
    return async () => void (await simulator.control.changeSettings({ helloDelayMs: 0, ghosts: false }));
  },
};

/** Calls that fail while it lasts, of all apps. */
const storm = (name: string, weight: number, faultsOf: (random: Random) => SimFault[]): Fault => ({
  name,
  weight,
  targets: () => ['slack'],
  durationMs: (random) => between(random, 2_000, 12_000),
  async begin({ stage: { simulator }, note }, _target, random): Promise<Undo> {
    const faults = faultsOf(random);
    note(faults.map(({ method, kind }) => `${method} ${kind}`).join(', '));
    const ids: string[] = [];
    for (const fault of faults) ids.push((await simulator.control.addFault(fault)).id);
    return async () => {
      for (const id of ids) await simulator.control.removeFault(id);
    };
  },
});

const limits = storm('429 storm', 3, (random) => {
  const method = oneOf(random, ['*', 'chat.postMessage', 'conversations.history', 'apps.connections.open']);
  return [{ method, kind: '429', times: null, retryAfterS: between(random, 1, 4) }];
});

/** What was done and what was not look the same to who asked. The newest fault that fits a call strikes it. */
const errors = storm('500 storm', 4, (random) => {
  const kind = oneOf(random, ['500', '500-but-done', 'slow-but-done', 'hang'] as const);
  const posts: SimFault = { method: 'chat.postMessage', kind, times: null, delayMs: 2_500 };
  const others: SimFault = { method: '*', kind: '500', times: null };
  return random.next() < 0.5 ? [posts] : [others, posts];
});

const refusals = storm('slack refuses sockets', 2, (random) => [
  { method: 'socket', kind: oneOf(random, ['500', 'hang'] as const), times: null },
  { method: 'apps.connections.open', kind: '500', times: 5 },
]);

export const SLACK_FAULTS: readonly Fault[] = [
  cutSockets,
  disconnectFrames,
  slowGreeting,
  limits,
  errors,
  refusals,
];
