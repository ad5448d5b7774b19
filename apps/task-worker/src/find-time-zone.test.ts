import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { SlackWeb } from '@muster/slack/web';
import type { StartedCommand, Store } from '@muster/store';
import { expect, it } from 'vitest';
import { createFindTimeZone } from './find-time-zone.ts';

type Person = Awaited<ReturnType<SlackWeb['userInfo']>>;

function setUp(...answers: Person[]) {
  const clock = new VirtualClock();
  const saved: Parameters<Store['members']['save']>[0][] = [];
  let asked = 0;
  const find = createFindTimeZone({
    store: { members: { save: async (member) => void saved.push(member), update: async () => {} } },
    web: {
      userInfo: async () => {
        asked++;
        return answers.shift() ?? { kind: 'unavailable', code: 'timeout', maybeDone: false };
      },
    },
    clock,
    log: recordingLog(),
  });
  const command = (more: Partial<StartedCommand>) => {
    const known = { timeZone: null, memberCheckedAt: null };
    return { installationId: 'i1', userId: 'U1', botToken: 'xoxb-1', ...known, ...more } as StartedCommand;
  };
  return { clock, saved, find, command, asked: () => asked };
}

const ana = (timeZone: string | null): Person => ({ kind: 'ok', name: 'Ana', timeZone });

it('asks for the zone of somebody new, and keeps it', async () => {
  const { find, command, saved } = setUp(ana('Asia/Kolkata'));
  expect(await find(command({}))).toBe('Asia/Kolkata');
  expect(saved).toEqual([{ installationId: 'i1', userId: 'U1', name: 'Ana', timeZone: 'Asia/Kolkata' }]);
});

it('believes a zone for a day', async () => {
  const { clock, find, command, asked } = setUp(ana('Europe/Rome'));
  const checked = new Date(clock.wallMs());
  const known = command({ timeZone: 'Asia/Kolkata', memberCheckedAt: checked });
  await clock.advance(86_399_999);
  expect(await find(known)).toBe('Asia/Kolkata');
  expect(asked()).toBe(0);
  await clock.advance(1);
  expect(await find(known)).toBe('Europe/Rome');
});

it('keeps the zone it knows when Slack names none, or gives no answer', async () => {
  const { find, command } = setUp(ana(null), { kind: 'refused', code: 'user_not_found' });
  const known = command({ timeZone: 'Asia/Kolkata', memberCheckedAt: new Date(-90_000_000) });
  expect(await find(known)).toBe('Asia/Kolkata');
  expect(await find(known)).toBe('Asia/Kolkata');
});

it('counts in UTC while nobody can say, and asks nothing more of that workspace for half a minute', async () => {
  const { clock, find, command, asked } = setUp();
  expect(await find(command({}))).toBe('UTC');
  expect(await find(command({ userId: 'U2' }))).toBe('UTC');
  expect(asked()).toBe(1);
  await find(command({ installationId: 'i2' }));
  expect(asked()).toBe(2);
  await clock.advance(30_000);
  await find(command({}));
  expect(asked()).toBe(3);
});

it('asks nobody once the installation is gone', async () => {
  const { find, command, asked } = setUp();
  expect(await find(command({ botToken: null }))).toBe('UTC');
  expect(asked()).toBe(0);
});
