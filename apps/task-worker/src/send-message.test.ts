import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { SlackWeb } from '@muster/slack/web';
import type { ClaimedMessage, Removal } from '@muster/store';
import { describe, expect, it } from 'vitest';
import { createSendMessage, type SendParts } from './send-message.ts';

type Answer<Method extends 'post' | 'findReply' | 'authTest'> = Awaited<ReturnType<SlackWeb[Method]>>;

const message: ClaimedMessage = {
  id: 'm1',
  installationId: 'i1',
  lane: 'i1:U1',
  key: 'Ev1',
  channel: 'D1',
  threadTs: null,
  ephemeralTo: null,
  text: 'Added',
  blocks: [],
  sinceTs: '1.1',
  sentMs: 1_000,
  attempts: 1,
  maybeSent: false,
  botToken: 'xoxb-1',
  refreshedAt: new Date(0),
};

/** A Slack that answers from lists, and an outbox that writes down what it is told. */
function setUp(answers: {
  post?: Answer<'post'>[];
  findReply?: Answer<'findReply'>[];
  authTest?: Answer<'authTest'>[];
  /** What each renewal of the claim finds, and how long each renewal and each look into history takes. */
  isMine?: boolean[];
  renewalsTakeMs?: number[];
  lookTakesMs?: number;
}) {
  const clock = new VirtualClock();
  const told: unknown[] = [];
  const asked: string[] = [];
  const next = <Item>(method: string, items: Item[] | undefined): Promise<Item> => {
    asked.push(method);
    const item = items?.shift();
    return item === undefined
      ? Promise.reject(new Error(`${method} was not expected`))
      : Promise.resolve(item);
  };
  const posted: Parameters<SlackWeb['post']>[1][] = [];
  const web: SendParts['web'] = {
    post: (_token, content) => {
      posted.push(content);
      return next('post', answers.post);
    },
    findReply: async () => {
      await clock.advance(answers.lookTakesMs ?? 0);
      return next('findReply', answers.findReply);
    },
    authTest: () => next('authTest', answers.authTest),
  };
  const unexpected = () => Promise.reject(new Error('not expected'));
  const store = {
    outbox: {
      claimNext: unexpected,
      addMessage: unexpected,
      renewClaim: async () => {
        asked.push('renewClaim');
        await clock.advance(answers.renewalsTakeMs?.shift() ?? 0);
        return answers.isMine?.shift() ?? true;
      },
      sent: async (id: string, ts: string | null) => void told.push(['sent', id, ts]),
      later: async ({ id }: ClaimedMessage, why: object) => void told.push(['later', id, why]),
      dead: async (id: string, reason: string) => void told.push(['dead', id, reason]),
    },
    installations: {
      remove: async (id: string, why: Removal) => {
        told.push(['removed', id, why.reason, why.seenRefreshedAt]);
        return true;
      },
    } as unknown as SendParts['store']['installations'],
  };
  const log = recordingLog();
  const measured: unknown[] = [];
  const measures = {
    sent: (sentMs: number | null) => void measured.push(['sent', sentMs]),
    notSent: (outcome: string) => void measured.push(outcome),
  };
  const send = createSendMessage({ store, web, measures, clock, log });
  return { told, asked, posted, measured, clock, log, send };
}

describe('sending a message', () => {
  it('posts it and notes its ts', async () => {
    const { send, told, measured } = setUp({ post: [{ kind: 'ok', ts: '5.1' }] });
    expect(await send(message, 0)).toEqual({ kind: 'done' });
    expect(told).toEqual([['sent', 'm1', '5.1']]);
    expect(measured).toEqual([['sent', message.sentMs]]);
  });

  it('counts what is put off and what is given up', async () => {
    const { send, measured } = setUp({
      post: [
        { kind: 'rate-limited', retryAfterMs: 1_000 },
        { kind: 'refused', code: 'msg_too_long' },
      ],
    });
    await send(message, 0);
    await send({ ...message, channel: 'D2' }, 0);
    expect(measured).toEqual(['later', 'dead']);
  });

  it('looks for a message that may have been sent, and does not send it twice', async () => {
    const { send, told, asked } = setUp({ findReply: [{ kind: 'ok', ts: '4.4' }] });
    await send({ ...message, maybeSent: true }, 0);
    expect(asked).toEqual(['findReply']);
    expect(told).toEqual([['sent', 'm1', '4.4']]);
  });

  it('sends it again when it is not there, or when history may not be read', async () => {
    for (const found of [
      { kind: 'ok', ts: null } as const,
      { kind: 'refused', code: 'missing_scope' } as const,
    ]) {
      const { send, asked } = setUp({ findReply: [found], post: [{ kind: 'ok', ts: '5.1' }] });
      await send({ ...message, maybeSent: true }, 0);
      expect(asked).toEqual(['findReply', 'post']);
    }
  });

  it('does not send while it cannot look', async () => {
    const { send, told, asked } = setUp({
      findReply: [{ kind: 'unavailable', code: 'timeout', maybeDone: true }],
    });
    expect(await send({ ...message, maybeSent: true }, 0)).toMatchObject({ kind: 'later' });
    expect(asked).toEqual(['findReply']);
    expect(told).toMatchObject([['later', 'm1', { maybeSent: false }]]);
  });

  it('sends an ephemeral message again without looking: it is in no history', async () => {
    const { send, asked } = setUp({ post: [{ kind: 'ok', ts: '5.1' }] });
    await send({ ...message, ephemeralTo: 'U1', maybeSent: true }, 0);
    expect(asked).toEqual(['post']);
  });

  it.each(['channel_not_found', 'is_archived', 'not_in_channel', 'user_not_in_channel'])(
    'goes to the conversation with the person where it may not be shown to them alone: %s',
    async (code) => {
      const { send, told, posted } = setUp({
        post: [
          { kind: 'refused', code },
          { kind: 'ok', ts: '5.1' },
        ],
      });
      await send({ ...message, channel: 'C1', threadTs: '4.1', ephemeralTo: 'U1' }, 0);
      expect(posted).toMatchObject([
        { channel: 'C1', threadTs: '4.1', userId: 'U1', replyId: 'm1' },
        { channel: 'U1', threadTs: null, userId: null, replyId: 'm1', text: 'Added' },
      ]);
      expect(told).toEqual([['sent', 'm1', '5.1']]);
    },
  );

  it('goes nowhere else when it is refused for what it is, or was for everyone', async () => {
    for (const [ephemeralTo, code] of [
      ['U1', 'msg_too_long'],
      [null, 'not_in_channel'],
    ] as const) {
      const { send, told, posted } = setUp({ post: [{ kind: 'refused', code }] });
      await send({ ...message, ephemeralTo }, 0);
      expect(posted).toHaveLength(1);
      expect(told).toEqual([['dead', 'm1', code]]);
    }
  });

  it('waits as long as Slack asks, and holds back that channel alone', async () => {
    const { send, told, asked, clock } = setUp({
      post: [
        { kind: 'rate-limited', retryAfterMs: 30_000 },
        { kind: 'ok', ts: '6.1' },
        { kind: 'ok', ts: '7.1' },
      ],
    });
    expect(await send(message, 0)).toEqual({ kind: 'later', delayMs: 30_000 });
    expect(await send({ ...message, id: 'm2' }, 0)).toEqual({ kind: 'later', delayMs: 30_000 });
    expect(asked).toEqual(['post']);
    expect(told).toMatchObject([
      ['later', 'm1', { isTry: false }],
      ['later', 'm2', { isTry: false }],
    ]);
    await send({ ...message, id: 'm3', channel: 'D2' }, 0);
    await clock.advance(30_000);
    await send(message, 30_000);
    expect(told.slice(-2)).toEqual([
      ['sent', 'm3', '6.1'],
      ['sent', 'm1', '7.1'],
    ]);
  });

  it('goes on posting while Slack lets it look into history no more', async () => {
    const { send, told, asked } = setUp({
      findReply: [{ kind: 'rate-limited', retryAfterMs: 60_000 }],
      post: [{ kind: 'ok', ts: '6.1' }],
    });
    const unsure = { ...message, maybeSent: true };
    expect(await send(unsure, 0)).toEqual({ kind: 'later', delayMs: 60_000 });
    await send({ ...message, id: 'm2' }, 0);
    expect(told.at(-1)).toEqual(['sent', 'm2', '6.1']);
    expect(await send({ ...unsure, id: 'm3', channel: 'D2' }, 0)).toEqual({ kind: 'later', delayMs: 60_000 });
    expect(asked).toEqual(['findReply', 'post']);
  });

  it('after an unsure try comes back no sooner than the request can have settled', async () => {
    const { send, told } = setUp({ post: [{ kind: 'unavailable', code: 'timeout', maybeDone: true }] });
    expect(await send(message, 0)).toEqual({ kind: 'later', delayMs: 3_000 });
    expect(told).toMatchObject([['later', 'm1', { maybeSent: true, delayMs: 3_000, isTry: true }]]);
  });

  it('sets aside what Slack refuses for good, and what failed twelve times', async () => {
    const refused = setUp({ post: [{ kind: 'refused', code: 'channel_not_found' }] });
    expect(await refused.send(message, 0)).toEqual({ kind: 'done' });
    expect(refused.told).toEqual([['dead', 'm1', 'channel_not_found']]);
    const failing = setUp({ post: [{ kind: 'unavailable', code: 'http_500', maybeDone: false }] });
    await failing.send({ ...message, attempts: 12 }, 0);
    expect(failing.told).toEqual([['dead', 'm1', 'http_500']]);
  });

  it('removes the installation when Slack says twice that its token is dead', async () => {
    const dead = { kind: 'dead-token', code: 'token_revoked' } as const;
    const { send, told } = setUp({ post: [dead], authTest: [dead] });
    await send(message, 0);
    expect(told).toEqual([
      ['removed', 'i1', 'token_revoked', message.refreshedAt],
      ['dead', 'm1', 'token_revoked'],
    ]);
  });

  it('keeps the installation and the message when the second answer does not say that the token is dead', async () => {
    const { send, told } = setUp({
      post: [{ kind: 'dead-token', code: 'invalid_auth' }],
      authTest: [{ kind: 'unavailable', code: 'timeout', maybeDone: false }],
    });
    expect(await send(message, 0)).toMatchObject({ kind: 'later' });
    expect(told).toMatchObject([['later', 'm1', { maybeSent: false, reason: 'invalid_auth' }]]);
  });

  it('sends nothing for an installation that was removed', async () => {
    const { send, told, asked } = setUp({});
    await send({ ...message, botToken: null }, 0);
    expect(asked).toEqual([]);
    expect(told).toEqual([['dead', 'm1', 'installation_removed']]);
  });

  it('leaves a message alone that another process took over during a pause', async () => {
    const { send, told, asked, clock } = setUp({ isMine: [false] });
    await clock.advance(5_000);
    expect(await send(message, 0)).toEqual({ kind: 'done' });
    expect(asked).toEqual(['renewClaim']);
    expect(told).toEqual([]);
  });

  it('renews its claim once more when the process was paused while it did', async () => {
    const { send, told, asked, clock } = setUp({ renewalsTakeMs: [5_000], isMine: [true, false] });
    await clock.advance(5_000);
    expect(await send(message, 0)).toEqual({ kind: 'done' });
    expect(asked).toEqual(['renewClaim', 'renewClaim']);
    expect(told).toEqual([]);
  });

  it('leaves a message to others when every renewal of its claim takes too long', async () => {
    const { send, asked, clock } = setUp({ renewalsTakeMs: [5_000, 5_000, 5_000] });
    await clock.advance(5_000);
    expect(await send(message, 0)).toEqual({ kind: 'done' });
    expect(asked).toEqual(['renewClaim', 'renewClaim', 'renewClaim']);
  });

  it('posts after a slow look only what no other process took over meanwhile', async () => {
    const notFound = { kind: 'ok', ts: null } as const;
    const lost = setUp({ findReply: [notFound], lookTakesMs: 1_500, isMine: [false] });
    expect(await lost.send({ ...message, maybeSent: true }, 0)).toEqual({ kind: 'done' });
    expect(lost.asked).toEqual(['findReply', 'renewClaim']);
    const kept = setUp({ findReply: [notFound], lookTakesMs: 1_500, post: [{ kind: 'ok', ts: '5.1' }] });
    await kept.send({ ...message, maybeSent: true }, 0);
    expect(kept.asked).toEqual(['findReply', 'renewClaim', 'post']);
  });

  it('never logs the token or the text', async () => {
    const { send, log } = setUp({ post: [{ kind: 'refused', code: 'channel_not_found' }] });
    await send({ ...message, text: 'private words' }, 0);
    expect(JSON.stringify(log.lines)).not.toMatch(/xoxb|private words/);
    expect(log.lines).toHaveLength(1);
  });
});
