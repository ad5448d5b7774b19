import type { Log } from '@muster/fleet';

/** Says once that trouble has come, and once that it is over: an outage is thousands of envelopes. */
export function createTrouble(log: Log) {
  let inTrouble = false;
  return {
    met(error: unknown) {
      if (!inTrouble) log.warn({ error }, 'cannot store what comes in: Slack will send it again');
      inTrouble = true;
    },
    over() {
      if (inTrouble) log.info({}, 'what comes in is stored again');
      inTrouble = false;
    },
  };
}
