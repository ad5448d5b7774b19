import type { Control } from '@muster/slack-simulator/control';

/** What was seen of every app's connections. */
export interface ConnectionsSeen {
  /** The fewest that took payloads, and the most that Slack counted, of any app at any moment. */
  readonly fewest: number;
  readonly most: number;
  /** How many different ones there were, of all apps. */
  readonly opened: number;
}

const LOOK_EVERY_MS = 20;

/** Watches from now on, each app once it has a connection. `stop` answers what was seen. */
export function watchConnections(control: Pick<Control, 'state'>): { stop(): Promise<ConnectionsSeen> } {
  let fewest = Number.POSITIVE_INFINITY;
  let most = 0;
  const ids = new Set<string>();
  const begun = new Set<string>();
  let isOver = false;

  const look = async () => {
    for (const { id, connections } of (await control.state()).apps) {
      const open = connections.filter(({ state }) => state === 'open');
      if (open.length > 0) begun.add(id);
      if (!begun.has(id)) continue;
      fewest = Math.min(fewest, open.length);
      most = Math.max(most, connections.length);
      for (const connection of connections) ids.add(connection.id);
    }
  };
  const watching = (async () => {
    while (!isOver) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return { fewest, most, opened: ids.size };
    },
  };
}
