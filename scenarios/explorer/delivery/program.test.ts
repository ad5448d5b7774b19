import { describe, expect, it } from 'vitest';
import { NotYetKnown } from '../search/model.ts';
import { answerOf, failureOf, type History, Program, STALL } from './program.ts';

/** Asks for two numbers and sends their sum, and how long the second took. */
const adder = () =>
  new Program<string, string>(async ({ ask, send, clock }) => {
    const first = await ask<number>('first');
    const askedAtMs = clock.monotonicMs();
    const second = await ask<number>('second').catch((error: Error) => send(error.name));
    send(`${first + Number(second)}${clock.monotonicMs() > askedAtMs ? ' late' : ''}`);
  });

async function standingAfter(history: History) {
  const program = adder();
  try {
    program.at(history);
  } catch (error) {
    if (!(error instanceof NotYetKnown)) throw error;
    await error.learn();
  }
  return program.at(history);
}

describe('a program', () => {
  it('waits for the request that its history does not answer', async () => {
    expect(await standingAfter([])).toEqual({ sent: [], waitsFor: 'first' });
    expect(await standingAfter([answerOf(1)])).toEqual({ sent: [], waitsFor: 'second' });
  });

  it('comes to its end with all its answers', async () => {
    expect(await standingAfter([answerOf(1), answerOf(2)])).toEqual({ sent: ['3'], waitsFor: null });
  });

  it('is told of failures as the store tells them', async () => {
    const { sent } = await standingAfter([answerOf(1), failureOf('maybe done')]);
    expect(sent[0]).toBe('StoreError');
  });

  it('finds that time has gone by when it was stopped before an answer', async () => {
    expect((await standingAfter([answerOf(1), STALL, answerOf(2)])).sent).toEqual(['3 late']);
    expect((await standingAfter([STALL, answerOf(1), answerOf(2)])).sent).toEqual(['3']);
  });
});
