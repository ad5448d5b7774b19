import { VirtualClock } from '@muster/fleet/testing';
import { expect, it } from 'vitest';
import { createInstallations } from './installations.ts';
import { openPrisma } from './prisma.ts';
import { newKey, parseKeys } from './sealing.ts';
import { openTestStore } from './testing/test-store.ts';

const HOUR_MS = 3_600_000;

it('keeps the longest pause between two events, which fades, and none from before an installation', async () => {
  const test = await openTestStore();
  const prisma = openPrisma(test.sql);
  const clock = new VirtualClock();
  const installations = createInstallations(prisma, parseKeys(newKey('k1')), clock);
  const id = test.installationId;
  await test.sql.query('UPDATE installations SET refreshed_at = $2 WHERE id = $1', [
    id,
    new Date(clock.wallMs() - 9 * HOUR_MS),
  ]);
  const heardAfter = async (hours: number) => {
    await clock.advance(hours * HOUR_MS);
    await installations.touch([id]);
    const found = await installations.byId(id);
    expect(found?.lastEventAt?.getTime()).toBe(clock.wallMs());
    return Math.round((found?.usualPauseS ?? 0) / 360) / 10;
  };
  expect(await heardAfter(5)).toBe(0);
  expect(await heardAfter(2)).toBe(2);
  expect(await heardAfter(64)).toBe(64);
  expect(await heardAfter(0.5)).toBe(64);
  expect(await heardAfter(48)).toBe(59.8);
  await test.sql.query('UPDATE installations SET refreshed_at = $2 WHERE id = $1', [
    id,
    new Date(clock.wallMs() + 500 * HOUR_MS),
  ]);
  expect(await heardAfter(501)).toBe(59.7);
  await prisma.$disconnect();
  await test.close();
});
