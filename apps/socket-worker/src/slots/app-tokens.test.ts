import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { SlackApp } from '@muster/store';
import { beforeEach, expect, it } from 'vitest';
import { createAppTokens } from './app-tokens.ts';

let clock: VirtualClock;
let app: Partial<SlackApp> | null;
let appToken: string | null;
let marks: string[];
let checked: string[];

const tokens = () =>
  createAppTokens({
    apps: {
      byId: async () => app as SlackApp | null,
      secrets: async () => ({ clientSecret: null, appToken }),
      markTokenAccepted: async (id) => void marks.push(`accepted ${id}`),
      markTokenRefused: async (id, reason) => void marks.push(`refused ${id} ${reason}`),
    },
    checkInstallations: async (appId) => void checked.push(appId),
    clock,
    log: recordingLog(),
  });

beforeEach(() => {
  clock = new VirtualClock();
  app = { id: 'A1', tokenState: 'unknown', tokenCheckedAt: null };
  appToken = 'xapp-1';
  marks = [];
  checked = [];
});

it('gives the token, and says whether Slack has taken it before', async () => {
  expect(await tokens().lookUp('A1')).toEqual({ kind: 'token', appToken: 'xapp-1', isAccepted: false });
  app = { ...app, tokenState: 'accepted' };
  expect(await tokens().lookUp('A1')).toMatchObject({ isAccepted: true });
});

it('gives none for an unknown app or one without a token', async () => {
  appToken = null;
  expect(await tokens().lookUp('A1')).toMatchObject({ kind: 'none' });
  app = null;
  expect(await tokens().lookUp('A1')).toMatchObject({ kind: 'none' });
});

it('holds a refused token back for a day', async () => {
  app = {
    ...app,
    tokenState: 'refused',
    tokenReason: 'invalid_auth',
    tokenCheckedAt: new Date(clock.wallMs()),
  };
  expect(await tokens().lookUp('A1')).toEqual({ kind: 'none', reason: 'invalid_auth' });
  await clock.advance(23 * 3_600_000);
  expect(await tokens().lookUp('A1')).toMatchObject({ kind: 'none' });
  await clock.advance(2 * 3_600_000);
  expect(await tokens().lookUp('A1')).toMatchObject({ kind: 'token' });
});

it('notes a refusal and looks after the installations', async () => {
  await tokens().refused('A1', 'xapp-1', 'invalid_auth');
  expect(marks).toEqual(['refused A1 invalid_auth']);
  expect(checked).toEqual(['A1']);
});

it('does not hold the refusal of an old token against a new one', async () => {
  appToken = 'xapp-2';
  await tokens().refused('A1', 'xapp-1', 'invalid_auth');
  expect(marks).toEqual([]);
  expect(checked).toEqual([]);
});
