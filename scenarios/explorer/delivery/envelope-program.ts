import { recordingLog } from '@muster/fleet/testing';
import type { Envelope } from '@muster/slack/connection';
import type { EnvelopeParts } from '../../../apps/socket-worker/src/envelopes/envelope-parts.ts';
import { createHandleEnvelope } from '../../../apps/socket-worker/src/envelopes/handle-envelope.ts';
import { Program, type Ways } from './program.ts';

/** What a socket worker waits for, and what it only sends. */
export type EnvelopeRequest = { readonly kind: 'accept' };
export type EnvelopeMessage = 'ack' | 'ring';

type EnvelopeWays = Ways<EnvelopeRequest, EnvelopeMessage>;
export type EnvelopeHandler = (parts: EnvelopeParts, envelope: Envelope) => Promise<unknown>;

/** The production handler of envelopes. */
export const handleEnvelope: EnvelopeHandler = (parts, envelope) => createHandleEnvelope(parts)(envelope);

/** The handler at a person's message that Slack delivers for the `attempt`-th time, counted from 0. */
export function envelopeProgram(handle: EnvelopeHandler, attempt: number) {
  return new Program<EnvelopeRequest, EnvelopeMessage>((ways) =>
    handle(partsOf(ways), {
      envelopeId: 'e1',
      type: 'events_api',
      payload: MESSAGE,
      acceptsResponsePayload: false,
      retryAttempt: attempt,
      ack() {
        ways.send('ack');
        return true;
      },
    }),
  );
}

/** Any command will do: what it says is not what is explored here. */
const MESSAGE = {
  type: 'event_callback',
  event_id: 'Ev1',
  api_app_id: 'A1',
  event_time: 1_700_000_000,
  authorizations: [{ team_id: 'T1', enterprise_id: null, user_id: 'UBOT', is_bot: true }],
  event: {
    type: 'message',
    user: 'U1',
    channel: 'D1',
    channel_type: 'im',
    text: 'add task Ship it',
    ts: '1700000001.000200',
  },
};

function partsOf({ ask, send, clock }: EnvelopeWays): EnvelopeParts {
  const unexpected = () => Promise.reject(new Error('not expected of a message'));
  return {
    findInstallation: async () => ({ id: 'i1', botUserId: 'UBOT' }),
    inbox: { accept: () => ask({ kind: 'accept' }) },
    bell: { ring: async () => send('ring') },
    members: { update: unexpected },
    leave: unexpected,
    seen: () => {},
    clock,
    log: recordingLog(),
  };
}
