import { RespondError, type RespondFn } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveStage, startInteractive } from '../testing/interactive-stage.ts';
import { actions, button } from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';
import { ADA, BEN } from '../testing/world.ts';

const HALF_AN_HOUR_MS = 1_800_000;
const BREW = actions('row', button('brew', 'green'));

let stage: InteractiveStage;
beforeEach(async () => {
  stage = await startInteractive();
});
afterEach(() => stage.end());

/** The `respond` of a command, or of a press of the button `brew` in the message. */
async function respondFn(ts?: string): Promise<RespondFn> {
  const got: RespondFn[] = [];
  stage.app.command('/tea', async ({ ack, respond }) => {
    await ack();
    got.push(respond);
  });
  stage.app.action('brew', async ({ ack, respond }) => {
    await ack();
    got.push(respond);
  });
  await stage.app.start();
  if (ts === undefined) await stage.command();
  else await stage.use(ts, 'brew');
  return until(() => got[0], 'the listener');
}

const texts = async (count: number, as = ADA) => (await stage.seen(count, as)).map(({ text }) => text);

test('an answer to a command is for the person, and for all when it is in_channel', async () => {
  const respond = await respondFn();
  await respond('for you');
  await respond({ text: 'for all', response_type: 'in_channel' });
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*Oolong*' } }];
  await respond({ text: 'in blocks', response_type: 'ephemeral', blocks });
  expect(await stage.seen(3)).toMatchObject([
    { text: 'for you', ephemeral: true },
    { text: 'for all', user: stage.botUserId },
    { text: 'in blocks', ephemeral: true, blocks },
  ]);
  expect(await texts(1, BEN)).toEqual(['for all']);
});

test('a command has no message to replace: the answer is a new one', async () => {
  const respond = await respondFn();
  await respond('first');
  await respond({ text: 'second', replace_original: true });
  expect(await texts(2)).toEqual(['first', 'second']);
});

test('a pressed button’s message is replaced for everyone, without its button', async () => {
  const ts = await stage.post(BREW);
  const respond = await respondFn(ts);
  await respond({ text: 'Brewed', replace_original: true });
  const [message] = await stage.seen(1, BEN);
  expect(message).toMatchObject({ ts, text: 'Brewed' });
  expect(JSON.stringify(message?.blocks ?? [])).not.toContain('brew');
  await expect(stage.use(ts, 'brew')).rejects.toMatchObject({ code: 'unknown_element' });
});

test('a pressed button’s message is deleted', async () => {
  const respond = await respondFn(await stage.post(BREW));
  await respond({ delete_original: true });
  expect(await stage.seen(0, BEN)).toEqual([]);
});

test('a new answer to a press leaves the message as it is', async () => {
  const respond = await respondFn(await stage.post(BREW));
  await respond({ text: 'Only for Ada', response_type: 'ephemeral', replace_original: false });
  expect(await texts(2)).toEqual(['a form', 'Only for Ada']);
  expect(await texts(1, BEN)).toEqual(['a form']);
});

test('an ephemeral message is replaced and deleted over the address alone', async () => {
  stage.app.action('ask', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Sure?', blocks: [BREW], response_type: 'ephemeral', replace_original: false });
  });
  stage.app.action('brew', async ({ ack, respond, body }) => {
    await ack();
    if (body.type === 'block_actions' && body.container.is_ephemeral === true)
      await respond({ text: 'Brewing', replace_original: true });
  });
  await stage.app.start();
  await stage.use(await stage.post(actions('row', button('ask'))), 'ask');
  const [, question] = await stage.seen(2);
  await stage.use(String(question?.ts), 'brew');
  await until(async () => (await texts(2))[1] === 'Brewing', 'the replacement');
  expect(await texts(1, BEN)).toEqual(['a form']);
});

test('respond works five times, whatever it does with them', async () => {
  const respond = await respondFn(await stage.post(BREW));
  for (let cup = 1; cup <= 4; cup += 1) await respond({ text: `cup ${cup}`, replace_original: true });
  await respond({ delete_original: true });
  await expect(respond('one too many')).rejects.toBeInstanceOf(RespondError);
  expect(await stage.seen(0)).toEqual([]);
});

test('respond works for half an hour and not a moment longer', async () => {
  const respond = await respondFn();
  stage.clock.advance(HALF_AN_HOUR_MS - 1);
  await respond('just in time');
  stage.clock.advance(1);
  await expect(respond('too late')).rejects.toMatchObject({ statusCode: 404 });
  expect(await texts(1)).toEqual(['just in time']);
});
