import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveStage, startInteractive } from '../testing/interactive-stage.ts';
import { actions, button, plain } from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';

let stage: InteractiveStage;
beforeEach(async () => {
  stage = await startInteractive();
});
afterEach(() => stage.end());

const VIEW = {
  type: 'modal',
  title: plain('Order'),
  blocks: [actions('row', button('more'))],
} as never;

/** The trigger of a typed command. */
async function trigger(): Promise<string> {
  const got: string[] = [];
  stage.app.command('/tea', async ({ ack, body }) => {
    await ack();
    got.push(body.trigger_id);
  });
  await stage.app.start();
  await stage.command();
  return until(() => got[0], 'the command');
}

const open = (trigger_id: string, token = stage.botToken) =>
  stage.web(token).views.open({ trigger_id, view: VIEW });
const refusal = (error: string) => ({ data: { ok: false, error } });

test('a trigger opens a view just before its three seconds are over', async () => {
  const id = await trigger();
  stage.clock.advance(2_999);
  expect((await open(id)).view).toMatchObject({
    type: 'modal',
    title: { text: 'Order' },
    hash: expect.any(String),
  });
  await stage.views(1);
});

test('a trigger is expired after three seconds', async () => {
  const id = await trigger();
  stage.clock.advance(3_000);
  await expect(open(id)).rejects.toMatchObject(refusal('expired_trigger_id'));
  expect(await stage.views(0)).toEqual([]);
});

test('a trigger works once', async () => {
  const id = await trigger();
  await open(id);
  await expect(open(id)).rejects.toMatchObject(refusal('exchanged_trigger_id'));
  await stage.views(1);
});

test('a trigger of another app, or of nobody, is invalid', async () => {
  const id = await trigger();
  const other = await stage.install({ name: 'Other' });
  await expect(open(id, other.botToken)).rejects.toMatchObject(refusal('invalid_trigger_id'));
  await expect(open('1.2.nothing')).rejects.toMatchObject(refusal('invalid_trigger_id'));
  await open(id);
});

test('without a trigger the arguments are invalid, and the answer says what is missing', async () => {
  const call = stage.web(stage.botToken).apiCall('views.open', { view: VIEW });
  await expect(call).rejects.toMatchObject({
    data: {
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.stringContaining('trigger_id')] },
    },
  });
});

test('a view that is refused leaves the trigger for a better one', async () => {
  const id = await trigger();
  const view = { type: 'modal', title: plain('A title that is too long for it'), blocks: [] } as never;
  const tried = stage.web(stage.botToken).views.open({ trigger_id: id, view });
  await expect(tried).rejects.toMatchObject(refusal('invalid_arguments'));
  await open(id);
});

test('a button in a view pushes another, three at most', async () => {
  const refused: unknown[] = [];
  stage.app.action('more', async ({ ack, body, client }) => {
    await ack();
    const trigger_id = 'trigger_id' in body ? body.trigger_id : '';
    await client.views.push({ trigger_id, view: VIEW }).catch((error: unknown) => refused.push(error));
  });
  await open(await trigger());
  for (const count of [1, 2, 3]) {
    const top = (await stage.views(count)).at(-1);
    await stage.use(String(top?.id), 'more');
  }
  await until(() => refused.length > 0, 'the refusal');
  expect(refused).toMatchObject([refusal('push_limit_reached')]);
  await stage.views(3);
});
