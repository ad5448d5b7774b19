import { beforeAll, expect, test } from 'vitest';
import { driveInteractions, type InteractionPayload } from './drive-interactions.ts';
import type { Exception } from './exceptions.ts';
import { type PublishedTypes, readPublishedTypes } from './published-types.ts';

/** Bolt's names of the types, by the `type` of the payload. */
const TYPES: Readonly<Record<string, string>> = {
  slash_commands: 'SlashCommand',
  block_actions: 'BlockActionsPayload',
  block_suggestion: 'BlockSuggestion',
  shortcut: 'GlobalShortcut',
  message_action: 'MessageShortcut',
  view_submission: 'ViewSubmitAction',
  view_closed: 'ViewClosedAction',
};

/** Of payloads, where Slack does otherwise than Bolt's types say; `exceptions.ts` is for what is answered and told. */
const OF_PAYLOADS: readonly Exception[] = [
  {
    of: Object.values(TYPES).filter((name) => name !== 'SlashCommand'),
    adds: { enterprise: { type: ['object', 'null'] } },
    why: 'null outside of organisations: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload',
  },
  {
    of: ['ViewSubmitAction.user', 'ViewClosedAction.user', 'BlockSuggestion.user'],
    adds: { username: { type: 'string' } },
    why: 'beside the name: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload',
  },
  {
    of: ['BlockActionsPayload'],
    lacks: ['response_url'],
    why: 'only what was done with a message can be answered: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload',
  },
  {
    of: ['BlockSuggestion'],
    adds: { message: { type: 'object' }, state: { type: 'object', required: ['values'] } },
    why: 'Bolt’s type is open to more fields; that these come as with an action is a guess',
  },
];

let types: PublishedTypes;
let payloads: readonly InteractionPayload[];
beforeAll(async () => {
  types = readPublishedTypes();
  payloads = await driveInteractions();
});

const typeOf = ({ type }: InteractionPayload) => String(type ?? 'slash_commands');

test('every kind of payload was seen', () => {
  expect([...new Set(payloads.map(typeOf))].sort()).toEqual(Object.keys(TYPES).sort());
});

test.each(Object.entries(TYPES))('payloads of %s are as Bolt types them', (type, name) => {
  const wanted = payloads.filter((payload) => typeOf(payload) === type);
  expect([...new Set(wanted.flatMap((payload) => types.faults(name, payload, OF_PAYLOADS)))]).toEqual([]);
});
