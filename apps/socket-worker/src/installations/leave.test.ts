import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { CallResult } from '@muster/slack';
import type { Identity } from '@muster/slack/web';
import type { Removal } from '@muster/store';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkInstallations } from './check-installations.ts';
import { createLeave } from './leave.ts';

const refreshedAt = new Date('2026-01-01T00:00:00Z');
const installation = { id: 'inst-1', botUserId: 'UBOT', teamId: 'T1' };
const address = { eventId: 'Ev1', appId: 'A1', teamId: 'T1', enterpriseId: null };
const DEAD = { kind: 'dead-token', code: 'token_revoked' } as const;
const ALIVE = { kind: 'ok' } as CallResult<Identity>;

let clock: VirtualClock;
let answers: CallResult<Identity>[];
let asked: string[];
let removed: unknown[];
let told: number;
/** When the installation was last installed, as the store knows it. */
let savedRefreshedAt: Date;

const parts = () => ({
  web: {
    async authTest(token: string) {
      asked.push(token);
      return answers.shift() ?? ALIVE;
    },
  },
  installations: {
    byId: async (id: string) => ({ ...installation, id, refreshedAt: savedRefreshedAt }) as never,
    botToken: async (id: string) => `xoxb-${id}`,
    // As the store does: what was installed again since it was seen stays.
    remove: async (id: string, why: Removal) => {
      const stays = why.seenRefreshedAt !== undefined && why.seenRefreshedAt < savedRefreshedAt;
      if (!stays) removed.push({ id, ...why });
      return !stays;
    },
    ofApp: async () => [installation, { ...installation, id: 'inst-2' }] as never,
  },
  onRemoved: () => {
    told++;
  },
  clock,
  log: recordingLog(),
});

beforeEach(() => {
  clock = new VirtualClock();
  answers = [];
  asked = [];
  removed = [];
  told = 0;
  savedRefreshedAt = refreshedAt;
});

async function settle<Result>(promise: Promise<Result>): Promise<Result> {
  let isOver = false;
  void promise.finally(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(100);
  return promise;
}

const uninstalled = (sentMs: number) =>
  settle(createLeave(parts())({ kind: 'uninstalled', ...address, sentMs }, installation));
/** Of an organisation-wide installation: the workspace of the event has none of its own. */
const uninstalledInOrganisation = (teamId: string) => {
  const { installations, ...others } = parts();
  const byId = async (id: string) => ({ ...installation, id, refreshedAt, teamId: null }) as never;
  const leave = createLeave({ ...others, installations: { ...installations, byId } });
  const event = { kind: 'uninstalled', ...address, enterpriseId: 'E1', teamId } as const;
  return settle(leave({ ...event, sentMs: refreshedAt.getTime() + 60_000 }, installation));
};
const revoked = (...botUserIds: string[]) =>
  settle(createLeave(parts())({ kind: 'tokens-revoked', ...address, botUserIds }, installation));

describe('an installation', () => {
  it('is removed when Slack says that it was uninstalled', async () => {
    expect(await uninstalled(refreshedAt.getTime() + 60_000)).toBe(true);
    expect(removed).toEqual([
      { id: 'inst-1', actor: 'slack', reason: 'app_uninstalled', seenRefreshedAt: refreshedAt },
    ]);
    expect(told).toBe(1);
    expect(asked).toEqual([]);
  });

  it('is removed as the store knows it, though it was installed again since the worker last looked', async () => {
    savedRefreshedAt = new Date(refreshedAt.getTime() + 10_000);
    expect(await uninstalled(refreshedAt.getTime() + 60_000)).toBe(true);
    expect(removed).toHaveLength(1);
    answers = [DEAD, DEAD];
    expect(await revoked('UBOT')).toBe(true);
    expect(removed).toHaveLength(2);
  });

  it('stays when it is installed again while Slack is asked about the old token', async () => {
    answers = [DEAD, DEAD];
    const asking = createLeave(parts())(
      { kind: 'tokens-revoked', ...address, botUserIds: ['UBOT'] },
      installation,
    );
    await clock.advance(100);
    savedRefreshedAt = new Date(refreshedAt.getTime() + 10_000);
    expect(await settle(asking)).toBe(false);
    expect(removed).toEqual([]);
  });

  it('stays when the news is older than itself and its token is alive', async () => {
    expect(await uninstalled(refreshedAt.getTime() - 60_000)).toBe(true);
    expect(asked).toEqual(['xoxb-inst-1']);
    expect(removed).toEqual([]);
  });

  it('is removed after such news when its token is dead, confirmed once', async () => {
    answers = [DEAD, DEAD];
    expect(await uninstalled(refreshedAt.getTime() - 60_000)).toBe(true);
    expect(removed).toMatchObject([{ id: 'inst-1', reason: 'token_revoked', seenRefreshedAt: refreshedAt }]);
  });

  it('of an organisation stays when one workspace uninstalls and its token is alive', async () => {
    expect(await uninstalledInOrganisation('T1')).toBe(true);
    expect(asked).toEqual(['xoxb-inst-1']);
    expect(removed).toEqual([]);
    expect(await uninstalledInOrganisation('')).toBe(true);
    expect(removed).toMatchObject([{ id: 'inst-1', reason: 'app_uninstalled' }]);
  });

  it('is removed when the token of its bot was revoked, confirmed once', async () => {
    answers = [DEAD, DEAD];
    expect(await revoked('UOTHER', 'UBOT')).toBe(true);
    expect(asked).toHaveLength(2);
    expect(removed).toHaveLength(1);
  });

  it('stays when the second answer is that the token is alive', async () => {
    answers = [DEAD, ALIVE];
    expect(await revoked('UBOT')).toBe(true);
    expect(removed).toEqual([]);
  });

  it('stays when the tokens are those of others', async () => {
    expect(await revoked('UOTHER')).toBe(true);
    expect(asked).toEqual([]);
  });

  it.each([
    [[{ kind: 'unavailable', code: 'timeout', maybeDone: true }]],
    [[DEAD, { kind: 'rate-limited', retryAfterMs: 1_000 }]],
    [[{ kind: 'refused', code: 'missing_scope' }]],
  ] as const)('stays, to be asked about again, when Slack says nothing clear: %j', async (said) => {
    answers = [...said];
    expect(await revoked('UBOT')).toBe(false);
    expect(removed).toEqual([]);
  });
});

it('removes the dead installations of an app, and only those', async () => {
  answers = [DEAD, DEAD, ALIVE];
  await settle(checkInstallations(parts(), 'A1'));
  expect(asked).toEqual(['xoxb-inst-1', 'xoxb-inst-1', 'xoxb-inst-2']);
  expect(removed).toMatchObject([{ id: 'inst-1' }]);
});
