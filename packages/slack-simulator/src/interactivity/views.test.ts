import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimView } from '../control/index.ts';
import {
  actions,
  button,
  type InteractiveWorld,
  input,
  interactiveWorld,
  modal,
  option,
} from '../testing/interactive-world.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { ACME, ADA, BEN } from '../testing/world.ts';

let clock: ManualClock;
let world: InteractiveWorld;
beforeEach(async () => {
  clock = createManualClock();
  world = await interactiveWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const views = (user = ADA) => control().views(ACME, user);
const titles = async (user = ADA) => (await views(user)).map(({ title }) => (title as { text: string }).text);
/** A fresh trigger: somebody picks a shortcut. */
let used = 0;
beforeEach(() => {
  used = 0;
});
const trigger = async (user = ADA) => {
  await control().shortcut(ACME, { user, appId: world.appId, callbackId: 'brew' });
  used += 1;
  return (await world.heard(used - 1)).payload.trigger_id;
};
const open = async (view: unknown, user = ADA) =>
  world.call('views.open', { trigger_id: await trigger(user), view });
const opened = async (view: unknown, user = ADA) => (await open(view, user)).view as SimView;
/** A trigger from within the topmost view, whose button is called `go`. */
const pressIn = async (viewId: string) => {
  await control().act(ACME, { user: ADA, surface: { type: 'view', viewId }, actionId: 'go' });
  used += 1;
  return (await world.heard(used - 1)).payload;
};
const go = actions('row', button('go'));
const refusal = (answer: Readonly<Record<string, unknown>>) => ({
  error: answer.error,
  messages: (answer.response_metadata as { messages?: string[] } | undefined)?.messages,
});

test('views.open shows a view to whoever caused the trigger, and answers with all of it', async () => {
  const view = modal('Tea', [{ type: 'section', text: { type: 'mrkdwn', text: 'Which?' } }], {
    callback_id: 'tea',
    private_metadata: 'secret',
    external_id: 'tea-1',
  });
  const answer = await open(view);
  expect(answer).toMatchObject({ ok: true });
  expect(answer.view).toEqual({
    id: expect.stringMatching(/^V[A-Z0-9]+$/),
    team_id: ACME,
    type: 'modal',
    title: { type: 'plain_text', text: 'Tea', emoji: true },
    submit: { type: 'plain_text', text: 'Save', emoji: true },
    close: null,
    blocks: [{ type: 'section', block_id: expect.any(String), text: { type: 'mrkdwn', text: 'Which?' } }],
    private_metadata: 'secret',
    callback_id: 'tea',
    external_id: 'tea-1',
    state: { values: {} },
    hash: expect.stringMatching(/^\d+\.[0-9a-f]{8}$/),
    clear_on_close: false,
    notify_on_close: false,
    root_view_id: (answer.view as SimView).id,
    previous_view_id: null,
    app_id: world.appId,
    app_installed_team_id: ACME,
    bot_id: world.botId,
  });
  expect(await views()).toEqual([answer.view]);
  expect(await views(BEN)).toEqual([]);
});

test('a trigger works once, for three seconds, and only for its app', async () => {
  const view = modal('Tea');
  const id = await trigger();
  expect(await world.call('views.open', { trigger_id: id, view })).toMatchObject({ ok: true });
  const again = await world.call('views.open', { trigger_id: id, view });
  expect(again).toMatchObject({ ok: false, error: 'exchanged_trigger_id' });
  const late = await trigger();
  clock.advance(3_000);
  expect(await world.call('views.open', { trigger_id: late, view })).toMatchObject({
    error: 'expired_trigger_id',
  });
  expect(await world.call('views.open', { trigger_id: '1.2.3', view })).toMatchObject({
    error: 'invalid_trigger_id',
  });
  expect(refusal(await world.call('views.open', { view }))).toEqual({
    error: 'invalid_arguments',
    messages: [expect.stringContaining('trigger_id')],
  });
  const other = await control().addApp({ name: 'Other' });
  const { botToken } = await control().install(ACME, other.id);
  const foreign = await fetch(`${world.simulator.apiUrl}views.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ trigger_id: await trigger(), view }),
  });
  expect(await foreign.json()).toMatchObject({ error: 'invalid_trigger_id' });
});

test('the life of a trigger is a setting, and a view that is refused does not use it up', async () => {
  await control().changeSettings({ triggerLifeMs: 10_000 });
  const id = await trigger();
  clock.advance(9_999);
  expect(await world.call('views.open', { trigger_id: id, view: {} })).toMatchObject({
    error: 'invalid_arguments',
  });
  expect(await world.call('views.open', { trigger_id: id, view: modal('Tea') })).toMatchObject({ ok: true });
});

test('refuses views with everything that is wrong with them', async () => {
  const cases: readonly [view: unknown, ...messages: string[]][] = [
    ['[]', '/view]'],
    [{ type: 'home', blocks: [] }, '/view/type]', '/view]'],
    [modal('A title of twenty-five ch.'), 'must be less than 25 characters [json-pointer:/view/title/text]'],
    [modal('Tea', [], { callback_id: 'x'.repeat(256) }), '/view/callback_id]'],
    [modal('Tea', [], { private_metadata: 'x'.repeat(3_001) }), '/view/private_metadata]'],
    [modal('Tea', [], { submit_disabled: true }), 'invalid additional property: submit_disabled'],
    [modal('Tea', Array(101).fill({ type: 'divider' })), 'no more than 100 items allowed'],
    [modal('Tea', [input('a', { type: 'plain_text_input' })], { submit: undefined }), 'must define `submit`'],
    [modal('Tea', [{ type: 'section' }]), 'must define either `text` or `fields`'],
    [modal('Tea', [{}]), 'missing required field: type [json-pointer:/view/blocks/0]'],
    [modal('Tea', [actions('a', { type: 'button', action_id: 'x' })]), 'missing required field: text'],
    [modal('Tea', [actions('a', { type: 'overflow', options: [] })]), '/view/blocks/0/elements/0/options]'],
    [modal('Tea', [go, go]), 'block_id row is used more than once'],
    [modal('Tea', [actions('a', button('x'), button('x'))]), 'an action_id is used more than once'],
  ];
  for (const [view, ...messages] of cases) {
    const { error, messages: found } = refusal(await open(view));
    expect(error).toBe('invalid_arguments');
    expect(found).toEqual(messages.map((message) => expect.stringContaining(message)));
    expect(found?.every((message) => message.startsWith('[ERROR] '))).toBe(true);
  }
  const large = modal('Tea', [{ type: 'image', alt_text: 'x'.repeat(250_000) }]);
  expect(await open(large)).toMatchObject({ error: 'view_too_large' });
  expect(await views()).toEqual([]);
});

test('an external id names one view of the workspace', async () => {
  const view = modal('Tea', [], { external_id: 'tea' });
  await open(view);
  expect(await open(view, BEN)).toMatchObject({ error: 'duplicate_external_id' });
  expect(await world.call('views.update', { external_id: 'tea', view })).toMatchObject({ ok: true });
});

test('views.push lays views over each other, three at most', async () => {
  const root = await opened(modal('One', [go]));
  const { trigger_id } = await pressIn(root.id);
  const second = (await world.call('views.push', { trigger_id, view: modal('Two', [go]) })).view as SimView;
  expect(second).toMatchObject({ root_view_id: root.id, previous_view_id: root.id });
  const below = control().act(ACME, {
    user: ADA,
    surface: { type: 'view', viewId: root.id },
    actionId: 'go',
  });
  await expect(below).rejects.toMatchObject({ code: 'not_on_top' });
  const pushed = await world.call('views.push', {
    trigger_id: (await pressIn(second.id)).trigger_id,
    view: modal('Three', [go]),
  });
  const third = pushed.view as SimView;
  expect(third).toMatchObject({ root_view_id: root.id, previous_view_id: second.id });
  expect(await titles()).toEqual(['One', 'Two', 'Three']);
  const fourth = { trigger_id: (await pressIn(third.id)).trigger_id, view: modal('Four') };
  expect(await world.call('views.push', fourth)).toMatchObject({ error: 'push_limit_reached' });
  expect(await titles()).toEqual(['One', 'Two', 'Three']);
});

test('a view is only pushed onto the modal where the person did something', async () => {
  const view = modal('Two');
  expect(await world.call('views.push', { trigger_id: await trigger(), view })).toMatchObject({
    error: 'not_found',
  });
  const root = await opened(modal('One', [go]));
  const { trigger_id } = await pressIn(root.id);
  await control().closeView(ACME, { user: ADA, viewId: root.id });
  expect(await world.call('views.push', { trigger_id, view })).toMatchObject({ error: 'not_found' });
});

test('views.update changes a view while its hash is the one that the app knows', async () => {
  const view = await opened(modal('One'));
  const changed = await world.call('views.update', { view_id: view.id, hash: view.hash, view: modal('Two') });
  expect(changed).toMatchObject({ ok: true, view: { id: view.id, title: { text: 'Two' } } });
  expect((changed.view as SimView).hash).not.toBe(view.hash);
  expect(await titles()).toEqual(['Two']);
  const stale = { view_id: view.id, hash: view.hash, view: modal('Three') };
  expect(await world.call('views.update', stale)).toMatchObject({ error: 'hash_conflict' });
  expect(await world.call('views.update', { view_id: 'V0NONE', view: modal('X') })).toMatchObject({
    error: 'not_found',
  });
  expect(refusal(await world.call('views.update', { view: modal('X') }))).toMatchObject({
    error: 'invalid_arguments',
  });
  await control().closeView(ACME, { user: ADA, viewId: view.id });
  expect(await world.call('views.update', { view_id: view.id, view: modal('X') })).toMatchObject({
    error: 'not_found',
  });
});

test('an element in a view tells its app with the view and its state', async () => {
  const view = await opened(modal('Tea', [input('kind', { type: 'plain_text_input' }), go]));
  await control().act(ACME, {
    user: ADA,
    surface: { type: 'view', viewId: view.id },
    actionId: 'go',
    inputs: { kind: { value: 'green' } },
  });
  const { payload } = await world.heard(used);
  expect(payload).toMatchObject({
    type: 'block_actions',
    container: { type: 'view', view_id: view.id },
    view: {
      id: view.id,
      hash: view.hash,
      state: { values: { kind: { value: { type: 'plain_text_input', value: 'green' } } } },
    },
    actions: [{ action_id: 'go', block_id: 'row' }],
  });
  expect(payload.response_url).toBeUndefined();
  expect(payload.message).toBeUndefined();
});

test('what was typed outlives an update of the same block, and nothing else', async () => {
  const kind = input('kind', { type: 'plain_text_input' });
  const view = await opened(modal('Tea', [kind, go]));
  await control().act(ACME, {
    user: ADA,
    surface: { type: 'view', viewId: view.id },
    actionId: 'go',
    inputs: { kind: { value: 'green' } },
  });
  const size = input('size', { type: 'static_select', options: [option('s')], initial_option: option('s') });
  await world.call('views.update', { view_id: view.id, view: modal('Tea', [kind, size]) });
  expect((await views())[0]?.state).toEqual({
    values: {
      kind: { value: { type: 'plain_text_input', value: 'green' } },
      size: { value: { type: 'static_select', selected_option: option('s') } },
    },
  });
  const number = input('kind', { type: 'number_input' });
  await world.call('views.update', { view_id: view.id, view: modal('Tea', [number]) });
  expect((await views())[0]?.state).toEqual({
    values: { kind: { value: { type: 'number_input', value: null } } },
  });
});

test('a conversation menu starts where the person was', async () => {
  await control().slash(ACME, {
    appId: world.appId,
    user: ADA,
    channel: world.im,
    command: '/tea',
    text: '',
  });
  const { payload } = await world.client.frame('slash_commands');
  const menu = { type: 'conversations_select', default_to_current_conversation: true };
  await world.call('views.open', {
    trigger_id: payload?.trigger_id,
    view: modal('Tea', [input('to', menu)]),
  });
  expect((await views())[0]?.state).toMatchObject({
    values: { to: { value: { selected_conversation: world.im } } },
  });
});

test('one person sees one modal: another takes its place', async () => {
  await open(modal('One'));
  await open(modal('Two'));
  await open(modal('Hers'), BEN);
  expect(await titles()).toEqual(['Two']);
  expect(await titles(BEN)).toEqual(['Hers']);
});
