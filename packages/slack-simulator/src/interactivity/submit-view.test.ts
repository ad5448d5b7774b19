import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInputs, SimView } from '../control/index.ts';
import {
  type InteractiveWorld,
  input,
  interactiveWorld,
  modal,
  option,
} from '../testing/interactive-world.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

let clock: ManualClock;
let world: InteractiveWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await interactiveWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const titles = async () =>
  (await control().views(ACME, ADA)).map(({ title }) => (title as { text: string }).text);
const name = input('name', { type: 'plain_text_input' });
const filled: SimInputs = { name: { value: 'Assam' } };

/** A modal that was opened by the first interactive payload. */
const open = async (view: unknown = modal('Tea', [name])): Promise<SimView> => {
  await control().shortcut(ACME, { user: ADA, appId: world.appId, callbackId: 'brew' });
  const { payload, frame } = await world.heard();
  world.client.ack(frame);
  return (await world.call('views.open', { trigger_id: payload.trigger_id, view })).view as SimView;
};
const submit = (viewId: string, inputs = filled) => control().submitView(ACME, { user: ADA, viewId, inputs });
/** Submits, and answers the `at`-th interactive payload. */
const submitAnd = async (viewId: string, answer: unknown, at = 1) => {
  const submitted = submit(viewId);
  world.client.ack((await world.heard(at)).frame, answer);
  return submitted;
};

test('a submission brings the view with what was filled in, and a bare ack closes it', async () => {
  const view = await open();
  const submitted = submit(view.id);
  const { frame, payload } = await world.heard(1);
  expect(frame).toMatchObject({ accepts_response_payload: true });
  expect(payload).toEqual({
    type: 'view_submission',
    team: { id: ACME, domain: 'acme' },
    user: { id: ADA, username: 'ada', name: 'ada', team_id: ACME },
    api_app_id: world.appId,
    token: expect.any(String),
    trigger_id: expect.any(String),
    view: {
      ...view,
      state: { values: { name: { value: { type: 'plain_text_input', value: 'Assam' } } } },
    },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  });
  expect(await titles()).toEqual(['Tea']);
  world.client.ack(frame);
  expect(await submitted).toEqual({ outcome: 'closed' });
  expect(await titles()).toEqual([]);
});

test('what is missing or wrong is held back, and the app hears nothing', async () => {
  const view = await open(
    modal('Tea', [
      name,
      input('short', { type: 'plain_text_input', min_length: 3, max_length: 5 }),
      input('mail', { type: 'email_text_input' }),
      input('link', { type: 'url_text_input' }),
      input('whole', { type: 'number_input', is_decimal_allowed: false, min_value: '2', max_value: '9' }),
      input('many', {
        type: 'multi_static_select',
        options: [option('a'), option('b')],
        max_selected_items: 1,
      }),
      input('free', { type: 'plain_text_input' }, { optional: true }),
    ]),
  );
  const errorsOf = async (inputs: Readonly<Record<string, string | string[]>>) => {
    const values = Object.entries(inputs).map(([block, value]) => [block, { value }]);
    const submitted = await submit(view.id, Object.fromEntries(values));
    return submitted.outcome === 'invalid' ? Object.keys(submitted.errors) : submitted.outcome;
  };
  expect(await errorsOf({})).toEqual(['name', 'short', 'mail', 'link', 'whole', 'many']);
  const wrong = { name: 'Assam', short: 'ab', mail: 'ada', link: 'ftp://x', whole: '1.5', many: ['a', 'b'] };
  expect(await errorsOf(wrong)).toEqual(['short', 'mail', 'link', 'whole', 'many']);
  const borders = { ...wrong, short: 'abcdef', mail: 'a@b.c', link: 'https://x', whole: '10', many: ['a'] };
  expect(await errorsOf(borders)).toEqual(['short', 'whole']);
  expect(await titles()).toEqual(['Tea']);
  expect((await control().record()).events).toHaveLength(1);
  const submitted = errorsOf({ ...borders, short: 'abc', whole: '9' });
  world.client.ack((await world.heard(1)).frame);
  expect(await submitted).toBe('closed');
});

test('the app may refuse with errors below input blocks, and the view stays', async () => {
  const view = await open();
  const errors = { name: 'Not that one' };
  expect(await submitAnd(view.id, { response_action: 'errors', errors })).toEqual({
    outcome: 'errors',
    errors,
  });
  expect(await titles()).toEqual(['Tea']);
});

test('the app may update the view, push another, or clear all', async () => {
  const view = await open();
  const updated = await submitAnd(view.id, { response_action: 'update', view: modal('More', [name]) });
  expect(updated).toEqual({ outcome: 'updated' });
  expect((await control().views(ACME, ADA))[0]).toMatchObject({ id: view.id, title: { text: 'More' } });
  const next = await submitAnd(view.id, { response_action: 'push', view: modal('Next', [name]) }, 2);
  expect(next).toEqual({ outcome: 'pushed' });
  expect(await titles()).toEqual(['More', 'Next']);
  await expect(submit(view.id)).rejects.toMatchObject({ code: 'not_on_top' });
  const top = (await control().views(ACME, ADA)).at(-1);
  expect(top).toMatchObject({ root_view_id: view.id, previous_view_id: view.id });
  expect(await submitAnd(top?.id ?? '', { response_action: 'clear' }, 3)).toEqual({ outcome: 'closed' });
  expect(await titles()).toEqual([]);
});

test('a closed view uncovers the one below, with what was typed there', async () => {
  const view = await open();
  await submitAnd(view.id, { response_action: 'push', view: modal('Next') });
  const top = (await control().views(ACME, ADA)).at(-1);
  const submitted = submit(top?.id ?? '', {});
  world.client.ack((await world.heard(2)).frame);
  expect(await submitted).toEqual({ outcome: 'closed' });
  expect((await control().views(ACME, ADA))[0]?.state).toMatchObject({
    values: { name: { value: { value: 'Assam' } } },
  });
});

test('an ack that is no answer fails, and the view stays', async () => {
  const view = await open();
  const answers = [
    { ok: true },
    { response_action: 'errors', errors: {} },
    { response_action: 'errors', errors: { nobody: 'x' } },
    { response_action: 'update', view: {} },
    { response_action: 'push', view: { type: 'home', blocks: [] } },
    { response_action: 'dance' },
    'closed',
  ];
  for (const [at, answer] of answers.entries())
    expect(await submitAnd(view.id, answer, at + 1)).toEqual({ outcome: 'failed' });
  expect(await titles()).toEqual(['Tea']);
});

test('fails without an ack in time and without a connection, and the view stays', async () => {
  const view = await open();
  const submitted = submit(view.id);
  await world.heard(1);
  clock.advance(3_000);
  expect(await submitted).toEqual({ outcome: 'failed' });
  world.client.ws.close();
  await until(async () => (await control().state()).apps[0]?.connections.length === 0, 'the end');
  expect(await submit(view.id)).toEqual({ outcome: 'failed' });
  expect(await titles()).toEqual(['Tea']);
});

test('a view that was closed while its app was thinking stays closed', async () => {
  const view = await open();
  const submitted = submit(view.id);
  const { frame } = await world.heard(1);
  await control().closeView(ACME, { user: ADA, viewId: view.id });
  world.client.ack(frame, { response_action: 'push', view: modal('Next') });
  expect(await submitted).toEqual({ outcome: 'failed' });
  expect(await titles()).toEqual([]);
});

test('menus that ask for it give an address for the chosen conversation', async () => {
  const to = input('to', { type: 'conversations_select', response_url_enabled: true });
  const view = await open(modal('Tea', [to]));
  const submitted = submit(view.id, { to: { value: GENERAL } });
  const { frame, payload } = await world.heard(1);
  world.client.ack(frame);
  await submitted;
  const [address] = payload.response_urls as { response_url: string }[];
  expect(address).toMatchObject({ block_id: 'to', action_id: 'value', channel_id: GENERAL });
  const body = JSON.stringify({ text: 'Tea is served', response_type: 'in_channel' });
  expect((await fetch(address?.response_url ?? '', { method: 'POST', body })).status).toBe(200);
  expect(await world.newest(GENERAL, BEN)).toMatchObject({ text: 'Tea is served' });
});

test('refuses what nobody could submit', async () => {
  const view = await open(modal('Tea', [], { submit: undefined }));
  await expect(submit(view.id, {})).rejects.toMatchObject({ code: 'not_submittable' });
  await expect(submit('V0NONE')).rejects.toMatchObject({ code: 'unknown_view', status: 404 });
  const foreign = control().submitView(ACME, { user: BEN, viewId: view.id, inputs: {} });
  await expect(foreign).rejects.toMatchObject({ code: 'unknown_view' });
});
