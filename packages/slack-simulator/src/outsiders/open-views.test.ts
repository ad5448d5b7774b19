import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveStage, noteModal, startInteractive } from '../testing/interactive-stage.ts';
import { input } from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

let stage: InteractiveStage;
beforeEach(async () => {
  stage = await startInteractive();
});
afterEach(() => stage.end());

const titles = async (count: number) =>
  (await stage.views(count)).map(({ title }) => Reflect.get(title as object, 'text'));

test('views.update with the hash of an older view is a conflict', async () => {
  const { id, hash } = await stage.openModal(noteModal('Order'));
  const web = stage.web(stage.botToken);
  const updated = await web.views.update({ view_id: id, hash, view: noteModal('Order soon') });
  expect(updated.view).toMatchObject({ id, title: { text: 'Order soon' } });
  expect(updated.view?.hash).not.toBe(hash);
  await expect(web.views.update({ view_id: id, hash, view: noteModal('Order late') })).rejects.toMatchObject({
    data: { error: 'hash_conflict' },
  });
  expect(await titles(1)).toEqual(['Order soon']);
  await web.views.update({ view_id: id, view: noteModal('Order anyway') });
  expect(await titles(1)).toEqual(['Order anyway']);
});

test('views.update finds a view by its external id, and no view that is not there', async () => {
  await stage.openModal(noteModal('Order', { external_id: 'the-order' }));
  const web = stage.web(stage.botToken);
  const view = noteModal('Order soon', { external_id: 'the-order' });
  await web.views.update({ external_id: 'the-order', view });
  expect(await titles(1)).toEqual(['Order soon']);
  await expect(web.views.update({ view_id: 'V0NONE', view })).rejects.toMatchObject({
    data: { error: 'not_found' },
  });
});

test.each([
  ['Cancel', undefined, false, 'order'],
  ['the cross', true, true, 'order'],
])('closed by %s, a view that asked for it tells its app', async (_, all, isCleared, callbackId) => {
  const closed: object[] = [];
  stage.app.view({ callback_id: callbackId, type: 'view_closed' }, async ({ ack, body }) => {
    await ack();
    closed.push(body);
  });
  const { id } = await stage.openModal(
    noteModal('Order', { notify_on_close: true, private_metadata: 'pot 7' }),
  );
  await stage.control.closeView(ACME, { user: ADA, viewId: id, ...(all ? { all } : {}) });
  await until(() => closed.length > 0, 'the goodbye');
  expect(closed).toMatchObject([
    {
      type: 'view_closed',
      is_cleared: isCleared,
      user: { id: ADA },
      view: { id, private_metadata: 'pot 7' },
    },
  ]);
  expect(await stage.views(0)).toEqual([]);
});

test('a view that did not ask for it is closed in silence', async () => {
  const { id } = await stage.openModal(noteModal('Order'));
  await stage.control.closeView(ACME, { user: ADA, viewId: id });
  const { events } = await stage.control.record();
  expect(events.filter(({ subtype }) => subtype === 'view_closed')).toEqual([]);
  expect(await stage.views(0)).toEqual([]);
});

test('a conversation chosen in a modal gets an answer over the address that comes with it', async () => {
  const place = { type: 'conversations_select', response_url_enabled: true };
  stage.app.view('order', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Tea is ordered', response_type: 'in_channel' });
  });
  const { id } = await stage.openModal(noteModal('Order', { blocks: [input('to', place)] }));
  await stage.submit(id, { to: { value: GENERAL } });
  expect((await stage.seen(1, BEN))[0]).toMatchObject({ text: 'Tea is ordered', user: stage.botUserId });
});
