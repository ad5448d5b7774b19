import type { Control } from '@muster/slack-simulator/control';

/** Four apps of which each is trouble in its own way. */
export interface BadApps {
  /** Slack refuses its app-level token. */
  readonly refused: string;
  /** The handshake of its WebSockets never ends. */
  readonly hanging: string;
  /** What comes over its connections is no Socket Mode. */
  readonly garbled: string;
  /** All its connections are cut every second. */
  readonly cut: string;
}

const GARBAGE_EVERY_MS = 50;
const CUT_EVERY_MS = 1_000;
const LONG = 100_000;

const GARBAGE = [
  '',
  'garbage',
  '{"type":',
  'null',
  '[]',
  '{}',
  '{"type":"nonsense","envelope_id":7}',
  '{"type":"events_api","envelope_id":"e1","payload":null}',
  '{"type":"events_api","envelope_id":"e2","payload":{"event":[]}}',
  '{"type":"slash_commands","envelope_id":"e3","payload":{}}',
  JSON.stringify({ type: 'events_api', envelope_id: 'e4', payload: { event: { text: 'x'.repeat(LONG) } } }),
  '['.repeat(LONG),
];

/** From now on these apps are trouble. `stop` leaves them as they are then; see `endTrouble`. */
export async function beginNoise(control: Control, bad: BadApps): Promise<{ stop(): Promise<void> }> {
  await control.revokeToken({ appId: bad.refused });
  await control.addFault({ method: 'socket', appId: bad.hanging, kind: 'hang', times: null });
  for (const appId of [bad.refused, bad.hanging]) await cutAll(control, appId);
  let sent = 0;
  const garbling = every(GARBAGE_EVERY_MS, async () => {
    // Without a connection there is nobody to send to.
    await control.sendRaw(bad.garbled, GARBAGE[sent++ % GARBAGE.length] ?? '').catch(() => {});
  });
  const cutting = every(CUT_EVERY_MS, () => cutAll(control, bad.cut));
  return {
    async stop() {
      await Promise.all([garbling.stop(), cutting.stop()]);
    },
  };
}

/** Slack is well again; whether the fleet has noticed is another matter. */
export async function endTrouble(control: Control, bad: BadApps): Promise<void> {
  await control.clearFaults();
  await control.restoreToken({ appId: bad.refused });
}

async function cutAll(control: Control, appId: string): Promise<void> {
  const app = (await control.state()).apps.find(({ id }) => id === appId);
  // One that has ended meanwhile needs no cut.
  for (const { id } of app?.connections ?? []) await control.cut(appId, id).catch(() => {});
}

function every(ms: number, act: () => Promise<void>): { stop(): Promise<void> } {
  let isOver = false;
  const acting = (async () => {
    while (!isOver) {
      await act();
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  })();
  return {
    stop() {
      isOver = true;
      return acting;
    },
  };
}
