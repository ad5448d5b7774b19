import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { Envelope } from '@muster/slack/connection';
import { type NewEntry, StoreError } from '@muster/store';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EnvelopeParts } from './envelope-parts.ts';
import { createHandleEnvelope } from './handle-envelope.ts';

const SENT_MS = 1_700_000_001_000;
const payload = {
  api_app_id: 'A1',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  command: '/muster',
  text: 'add task Ship &amp; sleep',
  trigger_id: '1.2.abc',
};

let steps: string[];
let stored: NewEntry[];
let acked: { text?: string } | undefined;
let accept: () => Promise<'stored' | 'duplicate'>;
let parts: EnvelopeParts;

beforeEach(() => {
  steps = [];
  stored = [];
  acked = undefined;
  accept = async () => 'stored';
  parts = {
    findInstallation: async () => ({ id: 'inst-1', botUserId: 'UBOT' }),
    inbox: {
      accept: async (entries) => {
        const acceptance = await accept();
        stored.push(...entries);
        steps.push('stored');
        return [acceptance];
      },
    },
    bell: { ring: async (lane, { name }) => void steps.push(`rung ${lane} ${name}`) },
    members: { update: async () => undefined },
    leave: async () => true,
    seen: () => undefined,
    clock: new VirtualClock(0, SENT_MS),
    log: recordingLog(),
  };
});

function type(changes: object = {}) {
  const envelope: Envelope = {
    envelopeId: 'e1',
    type: 'slash_commands',
    payload: { ...payload, ...changes },
    acceptsResponsePayload: true,
    retryAttempt: 0,
    ack: (answer) => {
      acked = answer ?? {};
      steps.push('acked');
      return true;
    },
  };
  return createHandleEnvelope(parts)(envelope);
}

describe('a slash command', () => {
  it('is stored by its trigger, then acked without words, then rung', async () => {
    expect(await type()).toBe('stored');
    expect(steps).toEqual(['stored', 'acked', 'rung inst-1:U1 add']);
    expect(acked).toEqual({});
    expect(stored).toEqual([
      {
        installationId: 'inst-1',
        key: '1.2.abc',
        lane: 'inst-1:U1',
        userId: 'U1',
        channel: 'C1',
        messageTs: null,
        version: '',
        threadTs: null,
        isDirect: false,
        sentMs: SENT_MS,
        command: { name: 'add', args: { items: [{ kind: 'task', text: 'Ship & sleep' }] } },
      },
    ]);
  });

  it('without words asks for help', async () => {
    await type({ text: '' });
    expect(stored[0]?.command.name).toBe('help');
  });

  it('that is surely not stored asks to be tried again; else to be looked for', async () => {
    accept = () => Promise.reject(new StoreError('store_unavailable', 'store commands'));
    expect(await type()).toBe('not-stored');
    expect(acked?.text).toContain('try again');
    accept = () => Promise.reject(new StoreError('store_unavailable', 'store commands', { maybeDone: true }));
    expect(await type()).toBe('not-stored');
    expect(acked?.text).toContain('`list`');
    expect(steps).toEqual(['acked', 'acked']);
  });

  it('that can never be stored says so', async () => {
    accept = () => Promise.reject(new StoreError('bad_value', 'store commands'));
    expect(await type()).toBe('unstorable');
    expect(acked?.text).toContain('could not take');
  });

  it('in a workspace that has removed the bot is told so', async () => {
    parts = { ...parts, findInstallation: async () => null };
    expect(await type()).toBe('unknown-installation');
    expect(acked?.text).toContain('not installed');
    parts = { ...parts, findInstallation: () => Promise.reject(new Error('Postgres is away')) };
    expect(await type()).toBe('not-stored');
    expect(acked?.text).toContain('try again');
  });

  it('that makes no sense is acked', async () => {
    expect(await type({ trigger_id: undefined })).toBe('malformed');
    expect(steps).toEqual(['acked']);
  });
});
