import { expect, test } from 'vitest';
import { createRecorder } from './recorder.ts';

const ack = (n: number) => ({
  n,
  at: 0,
  envelopeId: `e${n}`,
  connectionId: 'conn-1',
  appId: 'A1',
  kind: 'accepted' as const,
});

test('a page is what lies between two numbers, and says where the next one begins', () => {
  const recorder = createRecorder(() => 0);
  for (let n = 0; n < 5; n++) recorder.ack(ack(recorder.stamp().n));
  expect(recorder.page(1, 2)).toMatchObject({ acks: [{ n: 2 }, { n: 3 }], next: 3, last: 5, forgotten: 0 });
  expect(recorder.page(3, 100)).toMatchObject({ acks: [{ n: 4 }, { n: 5 }], next: null });
});

test('the newest entries are kept, and it says which may be missing', () => {
  const recorder = createRecorder(() => 0, 100);
  for (let n = 0; n < 250; n++) recorder.ack(ack(recorder.stamp().n));
  const { acks, forgotten } = recorder.page(0, 1_000);
  expect(acks.at(-1)?.n).toBe(250);
  expect(acks.length).toBeGreaterThanOrEqual(100);
  expect(acks.length).toBeLessThanOrEqual(110);
  expect(acks[0]?.n).toBe(forgotten + 1);
});
