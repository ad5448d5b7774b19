import { VirtualClock } from '@muster/fleet/testing';
import type { Installation } from '@muster/store';
import { expect, it } from 'vitest';
import { createFindInstallation } from './find-installation.ts';

const address = { eventId: 'Ev1', appId: 'A1', teamId: 'T1', enterpriseId: null };
const installation = { id: 'inst-1' } as Installation;

function setUp() {
  const clock = new VirtualClock();
  const answers: (Installation | null | Error)[] = [];
  let looks = 0;
  const { find, forgetAll } = createFindInstallation(
    {
      async forEvent() {
        looks++;
        const answer = answers.length > 0 ? answers.shift() : installation;
        if (answer instanceof Error) throw answer;
        return answer ?? null;
      },
    },
    clock,
  );
  return { clock, answers, find, forgetAll, looks: () => looks };
}

it('remembers an installation for a moment, and shares a look among those who ask at once', async () => {
  const { clock, find, looks } = setUp();
  await Promise.all([find(address), find(address)]);
  await clock.advance(4_000);
  expect(await find(address)).toBe(installation);
  expect(looks()).toBe(1);
  await clock.advance(2_000);
  await find(address);
  expect(looks()).toBe(2);
});

it('does not remember that there is none: it may be made at any time', async () => {
  const { answers, find } = setUp();
  answers.push(null);
  expect(await find(address)).toBeNull();
  expect(await find(address)).toBe(installation);
});

it('does not remember a failure', async () => {
  const { answers, find } = setUp();
  answers.push(new Error('away'));
  await expect(find(address)).rejects.toThrow('away');
  expect(await find(address)).toBe(installation);
});

it('keeps apps, workspaces and organisations apart, and forgets when told', async () => {
  const { find, forgetAll, looks } = setUp();
  await find(address);
  await find({ ...address, appId: 'A2' });
  await find({ ...address, teamId: 'T2' });
  await find({ ...address, enterpriseId: 'E1' });
  expect(looks()).toBe(4);
  forgetAll();
  await find(address);
  expect(looks()).toBe(5);
});
