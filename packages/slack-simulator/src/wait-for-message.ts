import { createScaledClock } from './clock.ts';
import type { Control } from './control/control.ts';
import type { SimMessage, SimMessageQuery } from './control/messages.ts';

const ASK_AGAIN_MS = 20;

/** Shorter than the five seconds after which vitest ends a test without a word on what was there. */
const TIMEOUT_MS = 4_000;

/**
 * For tests: resolves with the first message of a channel or thread that `isWanted`, once it is there. It may have
 * been there before. Rejects after `timeoutMs` of real time with the texts that were there instead.
 */
export async function waitForMessage(
  control: Pick<Control, 'messages'>,
  query: SimMessageQuery,
  isWanted: (message: SimMessage) => boolean,
  { timeoutMs = TIMEOUT_MS } = {},
): Promise<SimMessage> {
  const clock = createScaledClock(() => 1);
  for (;;) {
    const { messages } = await control.messages(query);
    const found = messages.find(isWanted);
    if (found) return found;
    if (clock.now() >= timeoutMs) throw new Error(inVain(query, messages, timeoutMs));
    await new Promise<void>((resolve) => clock.after(ASK_AGAIN_MS, resolve));
  }
}

function inVain({ channel }: SimMessageQuery, messages: readonly SimMessage[], timeoutMs: number): string {
  const texts = messages.map(({ text }) => JSON.stringify(text));
  const found = texts.length === 0 ? 'there is none' : `there are ${texts.join(', ')}`;
  return `no such message in ${channel} after ${timeoutMs} ms; ${found}`;
}
