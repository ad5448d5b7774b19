import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { EVENT_TYPES } from '../events/event-types.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { createCodeStore } from '../oauth/codes.ts';
import { DEFAULT_SETTINGS } from '../state/default-settings.ts';
import { createIds } from '../state/ids.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { allMethods } from '../web-api/all-methods.ts';
import { driveEvents, MESSAGE_FORMS, type Payload } from './drive-events.ts';
import { driveInteractions, type Interaction } from './drive-interactions.ts';
import { type Answer, driveMethods } from './drive-methods.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { type PublishedTypes, readPublishedTypes } from './published-types.ts';

// Every type is read on first use, which takes a moment each, and there are many.
vi.setConfig({ testTimeout: 120_000 });

let types: PublishedTypes;
let payloads: readonly Payload[];
let answers: readonly Answer[];
let interactions: readonly Interaction[];
beforeAll(async () => {
  types = readPublishedTypes();
  const [events, methods, used] = await Promise.all([driveEvents(), driveMethods(), driveInteractions()]);
  payloads = events;
  answers = [...methods, ...used.answers];
  interactions = used.interactions;
});

/** A value that the simulator made, and the name of the type that Slack publishes for it. */
interface Sample {
  readonly type: string;
  readonly value: unknown;
}

const wrappers = () =>
  payloads.map((payload) => ({ type: 'EventWrapper', value: { ...payload, event: {} } }));
const events = () =>
  payloads.map(({ event }) => ({ type: types.eventType(event) ?? `type for ${event.type}`, value: event }));
const bodies = () =>
  answers.map(({ method, body }) => ({
    type: types.answerType(method) ?? `type for ${method}`,
    value: body,
  }));

function faultsOf(samples: readonly Sample[], exceptions = EXCEPTIONS): readonly string[] {
  return distinct(samples.flatMap(({ type, value }) => types.faults(type, value, exceptions)));
}

const distinct = (faults: readonly string[]) => [...new Set(faults)];

/** The type that Slack publishes, by the kind of a payload. */
const INTERACTION_TYPES: Readonly<Record<string, string>> = {
  slash_commands: 'SlashCommand',
  block_actions: 'BlockActionsPayload',
  block_suggestion: 'BlockSuggestion',
  shortcut: 'GlobalShortcut',
  message_action: 'MessageShortcut',
  view_submission: 'ViewSubmitAction',
  view_closed: 'ViewClosedAction',
};
const kindOf = ({ envelope, payload }: Interaction) =>
  envelope === 'slash_commands' ? envelope : String(payload.type);
const used = () =>
  interactions.map((one) => ({
    type: INTERACTION_TYPES[kindOf(one)] ?? `type for ${kindOf(one)}`,
    value: one.payload,
  }));

describe('events', () => {
  test('every type of event that can be sent was seen', () => {
    expect(distinct(payloads.map(({ event }) => String(event.type))).sort()).toEqual([...EVENT_TYPES].sort());
  });

  test('every form of a message was seen', () => {
    const messages = payloads.filter(({ event }) => event.type === 'message').map(({ event }) => event);
    const forms = messages.map(({ subtype, channel_type }) => `${subtype} ${channel_type}`);
    expect(distinct(forms).sort()).toEqual([...MESSAGE_FORMS].sort());
    expect(messages.map(({ message }) => (message as { subtype?: string } | undefined)?.subtype)).toContain(
      'tombstone',
    );
  });

  test('are wrapped as Slack wraps them', () => expect(faultsOf(wrappers())).toEqual([]));

  test('are as Slack publishes them', () => expect(faultsOf(events())).toEqual([]));
});

describe('what people do with an app', () => {
  test('every kind of payload was seen, from messages, modals and the Home tab', () => {
    expect(distinct(interactions.map(kindOf)).sort()).toEqual(Object.keys(INTERACTION_TYPES).sort());
    const pressed = interactions.filter((one) => kindOf(one) === 'block_actions');
    const places = pressed.map(
      ({ payload }) => (payload.view as { type: string } | undefined)?.type ?? 'message',
    );
    expect(distinct(places).sort()).toEqual(['home', 'message', 'modal']);
  });

  test('is told as Slack publishes it', () => expect(faultsOf(used())).toEqual([]));
});

describe('answers of the Web API', () => {
  test('every method was called, and every call went well', () => {
    const codes = createCodeStore(createIds(Math.random, 0), createManualClock(), () => DEFAULT_SETTINGS);
    expect(distinct(answers.map(({ method }) => method)).sort()).toEqual(
      [...allMethods(codes).keys()].sort(),
    );
    expect(answers.filter(({ body }) => body.ok !== true)).toEqual([]);
  });

  test('are as Slack publishes them', () => expect(faultsOf(bodies())).toEqual([]));

  test('the blocks of messages are such as Slack knows', () => {
    const messages = answers.flatMap(({ body }) => [body.message, ...((body.messages as unknown[]) ?? [])]);
    const blocks = messages.flatMap(
      (message) => (message as { blocks?: unknown[] } | undefined)?.blocks ?? [],
    );
    expect(blocks).not.toEqual([]);
    expect(distinct(blocks.flatMap((block) => types.faults('KnownBlock', block)))).toEqual([]);
  });
});

describe('manifests', () => {
  const file = path.resolve(import.meta.dirname, '../../../../docs/slack-app-manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { settings: object };

  test('the one in docs is as Slack publishes them, and taken here', () => {
    expect(types.faults('Manifest', manifest)).toEqual([]);
    expect(() => readManifest(manifest)).not.toThrow();
  });

  test('a field that Slack does not know is refused here too', () => {
    const wrong = { ...manifest, settings: { ...manifest.settings, sockets_enabled: true } };
    expect(types.faults('Manifest', wrong)).toEqual([
      'Manifest/settings must NOT have additional properties sockets_enabled',
    ]);
    expect(() => readManifest(wrong)).toThrow('sockets_enabled');
  });
});

describe('the oracle', () => {
  const event = {
    type: 'reaction_added',
    user: 'U1',
    reaction: 'eyes',
    item_user: 'U2',
    item: { type: 'message', channel: 'C1', ts: '1.2' },
    event_ts: '1.2',
  };

  test('knows what is right', () => expect(types.faults('ReactionAddedEvent', event)).toEqual([]));

  test('catches a misspelt field, an absent one, and one of another type', () => {
    const { reaction, ...rest } = event;
    expect(types.faults('ReactionAddedEvent', { ...event, item: { ...event.item, chanel: 'C1' } })).toEqual([
      'ReactionAddedEvent/item must NOT have additional properties chanel',
    ]);
    expect(types.faults('ReactionAddedEvent', rest)).toEqual([
      "ReactionAddedEvent must have required property 'reaction'",
    ]);
    expect(types.faults('ReactionAddedEvent', { ...event, user: 5 })).toEqual([
      'ReactionAddedEvent/user must be string',
    ]);
  });

  test('catches an invented field anywhere in an answer', () => {
    const answer = { ok: true, channel: 'C1', ts: '1.2', message: { type: 'message', text: 'tea' } };
    expect(types.faults('ChatPostMessageResponse', answer)).toEqual([]);
    expect(types.faults('ChatPostMessageResponse', { ...answer, tss: '1.2' })).toHaveLength(1);
    expect(
      types.faults('ChatPostMessageResponse', { ...answer, message: { ...answer.message, txt: '' } }),
    ).toHaveLength(1);
  });

  test('has no exception that nothing needs', () => {
    const samples = [...wrappers(), ...events(), ...used(), ...bodies()];
    const idle = EXCEPTIONS.filter((exception) => {
      const others = EXCEPTIONS.filter((one) => one !== exception);
      const concerned = exception.of.map((place) => place.split('.')[0]);
      const chosen = samples.filter(({ type }) => concerned.includes(type));
      return faultsOf(chosen.length > 0 ? chosen : events(), others).length === 0;
    });
    expect(idle.map(({ why }) => why)).toEqual([]);
  });

  test('has no type for what Slack does not publish', () => {
    expect(types.eventType({ type: 'reaction_aded' })).toBeNull();
    expect(types.answerType('chat.postMesage')).toBeNull();
  });
});
