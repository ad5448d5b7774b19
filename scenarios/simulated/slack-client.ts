import type { CreateSocketClient } from '@muster/slack/connection';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Caller, SimulatedSlack } from './simulated-slack.ts';
import type { SlackSocket } from './slack-socket.ts';

const RETRY_AFTER_S = 2;

/** A process's clients for the pretended Slack, in the place of the official ones: no network, no real time. */
export function createSlackClients(slack: SimulatedSlack, caller: Caller): CreateSocketClient {
  return ({ appToken }, givenUp, events) => {
    const appId = appToken.slice('xapp-'.length);
    let socket: SlackSocket | undefined;
    return {
      start: () =>
        new Promise((_, reject) => {
          caller.clock.after(slack.latencyMs(), () => {
            if (givenUp.aborted) return;
            const mood = slack.ask(appId, caller);
            if (mood === 'well') socket = slack.open(appId, caller, events);
            else if (mood !== 'hangs') reject(refusal(mood));
          });
        }),
      get websocket() {
        if (!socket) return undefined;
        const opened = socket;
        return {
          isActive: () => !opened.isGhost(),
          send(text: string, done: (error: Error | undefined) => void) {
            const { envelope_id: envelopeId } = JSON.parse(text) as { envelope_id: string };
            done(opened.ack(envelopeId) ? undefined : new Error('closed'));
          },
          disconnect() {
            if (opened.isGhost()) return;
            opened.abandon();
            caller.clock.after(slack.latencyMs(), () => events.onClosed());
          },
        };
      },
    };
  };
}

function refusal(mood: 'refuses' | 'rate-limits' | 'refuses-tokens'): Error {
  switch (mood) {
    case 'refuses':
      return new WebAPIHTTPError(503, 'Service Unavailable', {});
    case 'rate-limits':
      return new WebAPIRateLimitedError(RETRY_AFTER_S);
    case 'refuses-tokens':
      return new WebAPIPlatformError({ ok: false, error: 'invalid_auth' });
  }
}
