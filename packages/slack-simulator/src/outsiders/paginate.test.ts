import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

let stage: Stage;
let web: WebClient;
beforeEach(async () => {
  stage = await startStage();
  const scopes = ['channels:read', 'channels:history', 'users:read', 'chat:write'];
  const app = await stage.control.addApp({ name: 'Reader', scopes, events: [] });
  const { botToken } = await stage.control.install(ACME, app.id, { channels: [GENERAL] });
  web = stage.web(botToken);
});
afterEach(() => stage.end());

interface Result {
  readonly pages: number;
  readonly items: readonly unknown[];
}

/** Reads everything two by two, as `paginate` does with an iterator. */
async function readAll(
  method: string,
  field: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<Result> {
  const items: unknown[] = [];
  let pages = 0;
  for await (const page of web.paginate(method, { ...args, limit: 2 })) {
    pages += 1;
    items.push(...(Reflect.get(page, field) as unknown[]));
  }
  return { pages, items };
}

const namesOf = (items: readonly unknown[]) => items.map((item) => (item as { name: string }).name);
const textsOf = (items: readonly unknown[]) => items.map((item) => (item as { text: string }).text);

test('conversations.list gives every public channel once', async () => {
  for (const name of ['one', 'two', 'three']) await stage.control.addChannel(ACME, { name });
  const { pages, items } = await readAll('conversations.list', 'channels');
  expect(namesOf(items)).toEqual(['general', 'daily', 'one', 'two', 'three']);
  expect(pages).toBe(3);
});

test('users.conversations gives every channel of somebody once', async () => {
  for (const name of ['one', 'two', 'three'])
    await stage.control.addChannel(ACME, { name, members: name === 'two' ? [BEN] : [ADA] });
  const { pages, items } = await readAll('users.conversations', 'channels', { user: ADA });
  expect(namesOf(items)).toEqual(['general', 'daily', 'one', 'three']);
  expect(pages).toBe(2);
});

test('users.list gives every person and the bot once', async () => {
  const { pages, items } = await readAll('users.list', 'members');
  expect(namesOf(items)).toEqual(['ada', 'ben', 'chloe', 'reader']);
  expect(pages).toBe(2);
});

test('conversations.members gives every member once', async () => {
  const { items } = await readAll('conversations.members', 'members', { channel: GENERAL });
  expect(new Set(items).size).toBe(4);
  expect(items).toHaveLength(4);
});

test('conversations.history goes from the newest to the oldest', async () => {
  for (let at = 1; at <= 5; at += 1) await stage.control.say(ACME, GENERAL, { user: ADA, text: `m${at}` });
  const { pages, items } = await readAll('conversations.history', 'messages', { channel: GENERAL });
  expect(textsOf(items)).toEqual(['m5', 'm4', 'm3', 'm2', 'm1']);
  expect(pages).toBe(3);
});

test('conversations.replies goes from the oldest to the newest', async () => {
  const { ts } = await stage.control.say(ACME, GENERAL, { user: ADA, text: 'parent' });
  for (let at = 1; at <= 4; at += 1)
    await stage.control.say(ACME, GENERAL, { user: ADA, text: `r${at}`, thread_ts: ts });
  const { items } = await readAll('conversations.replies', 'messages', { channel: GENERAL, ts });
  const texts = textsOf(items);
  expect(texts.filter((text) => text !== 'parent')).toEqual(['r1', 'r2', 'r3', 'r4']);
  expect(texts[0]).toBe('parent');
});

test('paginate stops when it was told to, with what it reduced so far', async () => {
  for (let at = 1; at <= 5; at += 1) await stage.control.say(ACME, GENERAL, { user: ADA, text: `m${at}` });
  const textsIn = (page: object) => textsOf(Reflect.get(page, 'messages') as readonly unknown[]);
  const read = await web.paginate(
    'conversations.history',
    { channel: GENERAL, limit: 2 },
    (page) => textsIn(page).includes('m3'),
    (before: readonly string[] | undefined, page) => [...(before ?? []), ...textsIn(page)],
  );
  expect(read).toEqual(['m5', 'm4', 'm3', 'm2']);
});

test('a cursor that Slack never gave is refused', async () => {
  await expect(web.conversations.list({ cursor: 'bm90IGEgY3Vyc29y' })).rejects.toMatchObject({
    data: { error: 'invalid_cursor' },
  });
});
