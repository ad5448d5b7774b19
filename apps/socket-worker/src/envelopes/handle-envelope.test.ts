import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { Envelope } from '@muster/slack/connection';
import { type NewEntry, StoreError } from '@muster/store';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EnvelopeParts, Outcome } from './envelope-parts.ts';
import { createHandleEnvelope } from './handle-envelope.ts';

const BOT = 'UBOT';
const wrapper = {
  type: 'event_callback',
  event_id: 'Ev1',
  api_app_id: 'A1',
  event_time: 1_700_000_000,
  authorizations: [{ team_id: 'T1', enterprise_id: null, user_id: BOT, is_bot: true }],
};
const inChannel = {
  type: 'message',
  user: 'U1',
  channel: 'C1',
  channel_type: 'channel',
  text: `<@${BOT}> add task Ship it`,
  ts: '1700000001.000200',
};
const direct = { ...inChannel, channel: 'D1', channel_type: 'im', text: 'add task Ship it' };

let steps: string[];
let stored: NewEntry[];
let inbox: (entry: NewEntry) => Promise<'stored' | 'duplicate'>;
let isInstalled: boolean;
let leaves: boolean;
let members: object[];
let seen: string[];
let log: ReturnType<typeof recordingLog>;
let parts: EnvelopeParts;

beforeEach(() => {
  steps = [];
  stored = [];
  members = [];
  seen = [];
  isInstalled = true;
  leaves = true;
  log = recordingLog();
  inbox = async () => 'stored';
  parts = {
    findInstallation: async () => (isInstalled ? { id: 'inst-1', botUserId: BOT } : null),
    inbox: {
      accept: async ([entry]) => {
        if (!entry) return [];
        const acceptance = await inbox(entry);
        stored.push(entry);
        steps.push('stored');
        return [acceptance];
      },
    },
    bell: {
      ring: async (lane, command) => {
        steps.push(`rung ${lane} ${command.name}`);
      },
    },
    members: { update: async (member) => void members.push(member) },
    leave: async () => leaves,
    seen: (id) => seen.push(id),
    clock: new VirtualClock(),
    log,
  };
});

function envelope(payload: unknown, more: Partial<Envelope> = {}): Envelope {
  return {
    envelopeId: 'e1',
    type: 'events_api',
    payload,
    acceptsResponsePayload: false,
    retryAttempt: 0,
    ack: (answer) => {
      steps.push(answer ? `acked ${JSON.stringify(answer)}` : 'acked');
      return true;
    },
    ...more,
  };
}

const hear = (event: object, more: Partial<Envelope> = {}): Promise<Outcome> =>
  createHandleEnvelope(parts)(envelope({ ...wrapper, event }, more));

describe('a command', () => {
  it('is stored, then acked, then rung', async () => {
    expect(await hear({ ...direct, thread_ts: '1700000000.000100' })).toBe('stored');
    expect(steps).toEqual(['stored', 'acked', 'rung inst-1:U1 add']);
    expect(stored).toEqual([
      {
        installationId: 'inst-1',
        key: 'Ev1',
        lane: 'inst-1:U1',
        userId: 'U1',
        channel: 'D1',
        messageTs: '1700000001.000200',
        version: '',
        threadTs: '1700000000.000100',
        isDirect: true,
        sentMs: 1_700_000_001_000.2,
        command: { name: 'add', args: { items: [{ kind: 'task', text: 'Ship it' }] } },
      },
    ]);
    expect(seen).toEqual(['inst-1']);
  });

  it('is not acked when it is not stored, and trouble is told once', async () => {
    const handle = createHandleEnvelope(parts);
    inbox = () => Promise.reject(new StoreError('store_unavailable', 'store a command'));
    for (let n = 0; n < 3; n++)
      expect(await handle(envelope({ ...wrapper, event: direct }))).toBe('not-stored');
    expect(steps).toEqual([]);
    inbox = async () => 'stored';
    expect(await handle(envelope({ ...wrapper, event: direct }))).toBe('stored');
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('is acked when it can never be stored, and a person is told', async () => {
    inbox = () => Promise.reject(new StoreError('bad_value', 'store a command'));
    expect(await hear(direct)).toBe('unstorable');
    expect(steps).toEqual(['acked']);
    expect(log.lines[0]?.level).toBe('error');
  });

  it('is acked though it was rung in vain', async () => {
    parts = { ...parts, bell: { ring: () => Promise.reject(new Error('Redis is away')) } };
    expect(await hear(direct)).toBe('stored');
    expect(steps).toEqual(['stored', 'acked']);
  });

  it('that is stored already is acked, and rung again only when Slack delivers it again', async () => {
    inbox = async () => 'duplicate';
    expect(await hear(direct)).toBe('duplicate');
    expect(await hear(direct, { retryAttempt: 1 })).toBe('duplicate');
    expect(steps).toEqual(['stored', 'acked', 'stored', 'acked', 'rung inst-1:U1 add']);
  });

  it('is the same whether heard as message or as mention', async () => {
    await hear(inChannel);
    const { channel_type: _, ...mention } = { ...inChannel, type: 'app_mention' };
    await createHandleEnvelope(parts)(envelope({ ...wrapper, event_id: 'Ev2', event: mention }));
    const [message, twin] = stored;
    expect(twin).toEqual({ ...message, key: 'Ev2' });
  });

  it('that was edited carries the text before and a version of its own', async () => {
    const edited = { user: 'U1', ts: '1700000005.000000' };
    const event = {
      type: 'message',
      subtype: 'message_changed',
      channel: 'D1',
      channel_type: 'im',
      ts: '1700000005.000100',
      message: { ...direct, text: 'add task Ship that', edited },
      previous_message: direct,
    };
    expect(await hear(event)).toBe('stored');
    expect(stored[0]).toMatchObject({
      messageTs: '1700000001.000200',
      version: '1700000005.000000',
      sentMs: 1_700_000_005_000.1,
      command: { name: 'edit', args: { to: { name: 'add' }, from: { name: 'add' }, fromVersion: '' } },
    });
  });
});

describe('what is not for the bot', () => {
  it.each([
    ["people's talk in a channel", { ...inChannel, text: 'lunch?' }, 'not-for-the-bot'],
    ['a mention in passing', { ...inChannel, text: `ask <@${BOT}> about it` }, 'not-for-the-bot'],
    ['a mention of somebody else', { ...inChannel, text: '<@U9> add task x' }, 'not-for-the-bot'],
    ['the bot itself', { ...direct, user: BOT }, 'ignored'],
    ['the bot by its bot id', { ...direct, bot_id: 'B1' }, 'ignored'],
    ['another bot', { ...direct, subtype: 'bot_message', bot_id: 'B9' }, 'ignored'],
    [
      'an unfurl',
      {
        type: 'message',
        subtype: 'message_changed',
        channel: 'D1',
        ts: '1700000002.000100',
        message: direct,
        previous_message: direct,
      },
      'ignored',
    ],
    [
      'a deletion',
      { type: 'message', subtype: 'message_deleted', channel: 'C1', deleted_ts: inChannel.ts },
      'ignored',
    ],
  ])('is acked, and neither kept nor logged: %s', async (_what, event, outcome) => {
    expect(await hear(event)).toBe(outcome);
    expect(steps).toEqual(['acked']);
    expect(log.lines).toEqual([]);
  });
});

describe('an event of a workspace that nobody knows', () => {
  it('comes again twice, in case it is being installed right now', async () => {
    isInstalled = false;
    const outcomes = [];
    for (const retryAttempt of [0, 1, 2]) outcomes.push(await hear(direct, { retryAttempt }));
    expect(new Set(outcomes)).toEqual(new Set(['unknown-installation']));
    expect(steps).toEqual(['acked']);
  });

  it('is acked when it only says that the workspace left', async () => {
    isInstalled = false;
    await hear({ type: 'app_uninstalled' });
    expect(steps).toEqual(['acked']);
  });
});

describe('who leaves or changes', () => {
  it('is noted before the ack', async () => {
    expect(await hear({ type: 'app_uninstalled' })).toBe('settled');
    expect(await hear({ type: 'tokens_revoked', tokens: { bot: [BOT] } })).toBe('settled');
    expect(steps).toEqual(['acked', 'acked']);
  });

  it('is asked about again when Slack gave no answer', async () => {
    leaves = false;
    expect(await hear({ type: 'tokens_revoked', tokens: { bot: [BOT] } })).toBe('not-settled');
    expect(steps).toEqual([]);
  });

  it('gets a new name and time zone', async () => {
    const user = { id: 'U1', tz: 'Asia/Kolkata', profile: { display_name: 'Ana' } };
    expect(await hear({ type: 'user_change', user })).toBe('settled');
    expect(members).toEqual([
      { installationId: 'inst-1', userId: 'U1', name: 'Ana', timeZone: 'Asia/Kolkata' },
    ]);
  });
});

describe('what is no event', () => {
  it('is acked', async () => {
    const handle = createHandleEnvelope(parts);
    expect(await handle(envelope({}, { type: 'interactive' }))).toBe('not-an-event');
    expect(await handle(envelope({}, { type: '' }))).toBe('not-an-event');
    expect(await handle(envelope({ type: 'app_rate_limited' }))).toBe('ignored');
    expect(steps).toEqual(['acked', 'acked', 'acked']);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  });

  it.each([
    [undefined],
    [null],
    [[]],
    ['text'],
    [{}],
    [{ event: {} }],
    [{ ...wrapper, event: { type: 'message' } }],
  ])('is acked and counted when it makes no sense: %j', async (payload) => {
    expect(['malformed', 'ignored']).toContain(await createHandleEnvelope(parts)(envelope(payload)));
    expect(steps).toEqual(['acked']);
  });

  it('never rejects, and acks or stores whatever comes', async () => {
    const handle = createHandleEnvelope(parts);
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((rest) => `<@${BOT}> ${rest}`),
    );
    const event = fc.oneof(
      fc.record({ ...constants(inChannel), text }),
      fc.record({ ...constants(direct), text }),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(event, async (value) => {
        steps = [];
        await handle(envelope({ ...wrapper, event: value }));
        expect(steps.filter((step) => step === 'acked')).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('takes a text of a megabyte', async () => {
    expect(await hear({ ...direct, text: `add task ${'😀'.repeat(250_000)}` })).toBe('stored');
    expect(JSON.stringify(stored[0]).length).toBeLessThan(50_000);
  });
});

function constants(values: object) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fc.constant(value)]));
}
