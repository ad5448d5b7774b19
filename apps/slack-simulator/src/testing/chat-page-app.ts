import type { Simulator } from '@muster/slack-simulator';
import type { SimInstalled, SimNewApp } from '@muster/slack-simulator/control';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { generalOf } from './chat-page-stage.ts';

type Json = Record<string, unknown>;

/** A payload of Socket Mode as an app sees it. */
// biome-ignore lint/suspicious/noExplicitAny: tests read deep into payloads, and a wrong path fails them
export type Payload = any;

/** What an app answers: the payload of its ack, nothing, or not even an ack. */
export type Answer = Json | 'no ack' | undefined;

/** An app with one raw socket, for a test that says what it answers. */
export interface TestApp {
  readonly installed: SimInstalled;
  /** Payloads of `interactive` envelopes, oldest first. */
  readonly heard: readonly Payload[];
  /** Events, oldest first. */
  readonly events: readonly Payload[];
  /** What answers from now on; throwing fails the test at its end. */
  answer(how: (payload: Payload) => Answer | Promise<Answer>): void;
  call(method: string, body: Json): Promise<Payload>;
  /** Waits for the newest interactive payload that fits. */
  hears(fits: (payload: Payload) => boolean): Promise<Payload>;
  close(): void;
  readonly problems: readonly unknown[];
}

/** Installs an app that is in `#general`, and connects it. The caller closes it. */
export async function connectApp(simulator: Simulator, options: SimNewApp = {}): Promise<TestApp> {
  const { team, channel } = await generalOf(simulator);
  const app = await simulator.control.addApp({ name: 'Muster', ...options });
  const installed = await simulator.control.install(team, app.id, { channels: [channel] });
  const heard: Payload[] = [];
  const events: Payload[] = [];
  const problems: unknown[] = [];
  let answer: (payload: Payload) => Answer | Promise<Answer> = () => undefined;
  const call = caller(simulator, installed);
  const opened = await callWith(simulator, installed.appToken, 'apps.connections.open', {});
  const socket = new WebSocket(String(opened.url));
  const isReady = new Promise<void>((resolve) => {
    socket.on('message', async (frame) => {
      const { type, envelope_id, payload } = JSON.parse(String(frame)) as Payload;
      if (type === 'hello') resolve();
      if (envelope_id === undefined) return;
      let body: Answer;
      if (type === 'interactive') {
        heard.push(payload);
        body = await Promise.resolve(answer(payload)).catch((error) => {
          problems.push(error);
          return undefined;
        });
      } else events.push(payload.event);
      if (body !== 'no ack') socket.send(JSON.stringify({ envelope_id, ...(body ? { payload: body } : {}) }));
    });
  });
  await isReady;
  return {
    installed,
    heard,
    events,
    problems,
    call,
    answer: (how) => {
      answer = how;
    },
    hears: async (fits) => {
      await expect.poll(() => heard.some(fits), { timeout: 10_000 }).toBe(true);
      return heard.findLast(fits);
    },
    close: () => socket.terminate(),
  };
}

const caller = (simulator: Simulator, installed: SimInstalled) => (method: string, body: Json) =>
  callWith(simulator, installed.botToken, method, body);

async function callWith(simulator: Simulator, token: string, method: string, body: Json): Promise<Payload> {
  const response = await fetch(`${simulator.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Payload;
  if (answer.ok !== true) throw new Error(`${method}: ${JSON.stringify(answer)}`);
  return answer;
}

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const option = (value: string, label: string) => ({ text: plain(label), value });
export const button = (actionId: string, label: string, rest: Json = {}) => ({
  type: 'button',
  action_id: actionId,
  text: plain(label),
  ...rest,
});
/** An input block of a view. */
export const input = (blockId: string, label: string, element: Json, rest: Json = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...rest,
});
