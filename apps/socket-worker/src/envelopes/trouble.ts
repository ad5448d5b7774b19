import type { Log } from '@muster/fleet';

/** Whether the store takes what comes in. */
export interface Trouble {
  met(error: unknown): void;
  over(): void;
}

/** Says once that trouble has come, and once that it is over: an outage is thousands of envelopes. */
export function createTrouble(log: Log): Trouble {
  let inTrouble = false;
  return {
    met(error) {
      if (!inTrouble) log.warn({ error }, 'cannot store what comes in: Slack will send it again');
      inTrouble = true;
    },
    over() {
      if (inTrouble) log.info({}, 'what comes in is stored again');
      inTrouble = false;
    },
  };
}
