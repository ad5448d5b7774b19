import { ControlError } from '../control/control.ts';
import type { SimInputs, SimSurface, SimView } from '../control/interactivity.ts';
import { demandPresence } from '../control-api/conversation.ts';
import { demand, messageBy, placeBy, userBy, workspaceBy } from '../control-api/lookups.ts';
import { homeOf } from '../conversation/slack-connect.ts';
import { isInstalled } from '../events/event-payload.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Message, Workspace } from '../state/model.ts';
import { blocksOfAttachment, elementsIn, type Json, type PlacedElement } from './blocks.ts';
import { holdsValue, initialValue, readValue, stillFits } from './element-values.ts';
import { messageKey, viewKey } from './interactions.ts';

/** A message or a view as one person has it before them. */
export interface Surface {
  /** Its name in the input states. */
  readonly key: string;
  readonly workspace: Workspace;
  readonly user: string;
  /** Whose it is. */
  readonly appId: string;
  readonly elements: readonly PlacedElement[];
  /** Where the person is. */
  readonly conversation: string | null;
  readonly content:
    | { readonly type: 'message'; readonly channel: Channel; readonly message: Message }
    | { readonly type: 'view'; readonly view: SimView };
}

/** Throws ControlError unless the person sees it and its app is there. */
export function surfaceOf(slack: Slack, team: string, user: string, where: SimSurface): Surface {
  const workspace = workspaceBy(slack, team);
  userBy(workspace, user);
  const surface =
    where.type === 'message'
      ? messageSurface(slack, team, user, where)
      : viewSurface(slack, workspace, user, where.viewId);
  demand(
    isInstalled(surface.workspace, surface.appId),
    'not_installed',
    'the app is not installed in this workspace',
  );
  return surface;
}

/** A modal or Home tab, wherever it is in its stack. */
export function surfaceOfView(
  workspace: Workspace,
  user: string,
  view: SimView,
  conversation: string | null,
): Surface {
  return {
    key: viewKey(workspace.id, user, view.id),
    workspace,
    user,
    appId: view.app_id,
    elements: elementsIn(view.blocks),
    conversation,
    content: { type: 'view', view },
  };
}

/** Throws ControlError `unknown_element`, or `ambiguous_element` when only the block id would tell. */
export function elementAt(surface: Surface, actionId: string, blockId: string | undefined): PlacedElement {
  const found = surface.elements.filter(
    (placed) => placed.actionId === actionId && (blockId === undefined || placed.blockId === blockId),
  );
  const [only, another] = found;
  if (!only) throw new ControlError('unknown_element', `there is no element ${actionId}`, 404);
  demand(
    another === undefined,
    'ambiguous_element',
    `several elements are called ${actionId}: name the block`,
  );
  return only;
}

/** Takes what a person filled in. Throws ControlError, and then takes nothing. */
export function fillIn(slack: Slack, surface: Surface, inputs: SimInputs): void {
  const filled = Object.entries(inputs).flatMap(([blockId, byAction]) =>
    Object.entries(byAction).map(([actionId, input]) => {
      const placed = elementAt(surface, actionId, blockId);
      const offered = slack.interactions.inputs.offered(surface.key, placed);
      return { placed, value: readValue(placed, input, { workspace: surface.workspace, offered }) };
    }),
  );
  for (const { placed, value } of filled) slack.interactions.inputs.put(surface.key, placed, value);
}

/** What an element holds now. */
export function heldBy(slack: Slack, surface: Surface, placed: PlacedElement): Json {
  const kept = slack.interactions.inputs.value(surface.key, placed);
  return kept && stillFits(placed, kept) ? kept : initialValue(placed, surface.conversation);
}

/** Slack's `state`: what every element holds that can hold something. */
export function stateOf(slack: Slack, surface: Surface): SimView['state'] {
  const values = new Map<string, [string, Json][]>();
  for (const placed of surface.elements.filter(({ type }) => holdsValue(type))) {
    const entries = values.get(placed.blockId) ?? [];
    entries.push([placed.actionId, heldBy(slack, surface, placed)]);
    values.set(placed.blockId, entries);
  }
  return {
    values: Object.fromEntries([...values].map(([block, entries]) => [block, Object.fromEntries(entries)])),
  };
}

function messageSurface(
  slack: Slack,
  team: string,
  user: string,
  where: Extract<SimSurface, { readonly type: 'message' }>,
): Surface {
  const place = placeBy(slack, team, where.channel);
  demandPresence(place, user);
  const { workspace, channel } = place;
  const message = messageBy(channel, where.ts);
  const isHidden = message.ephemeralUser !== null && message.ephemeralUser !== user;
  if (isHidden) throw new ControlError('unknown_message', `there is no ${where.ts}`, 404);
  if (message.appId === null)
    throw new ControlError('unknown_element', 'a message of a person has no elements', 404);
  const attachments = parsed(message.attachments);
  return {
    key: messageKey(team, user, channel.id, message.ts),
    // In a channel of several workspaces people press what the app of another one shows.
    workspace: homeOf(channel, message.user, workspace),
    user,
    appId: message.appId,
    elements: [
      ...elementsIn(parsed(message.blocks)),
      ...attachments.flatMap((one, at) => elementsIn(blocksOfAttachment(one), at + 1)),
    ],
    conversation: channel.id,
    content: { type: 'message', channel, message },
  };
}

function viewSurface(slack: Slack, workspace: Workspace, user: string, viewId: string): Surface {
  const { modals } = slack.interactions;
  const stack = modals.of(workspace.id, user);
  const opened = stack.find(({ view }) => view.id === viewId);
  if (opened) {
    demand(opened === stack.at(-1), 'not_on_top', 'another view lies over this one');
    return surfaceOfView(workspace, user, opened.view, opened.conversation);
  }
  const home = [...workspace.homes.values()].find((one) => one.user === user && one.view.id === viewId);
  if (!home) throw new ControlError('unknown_view', `there is no ${viewId} on this person's screen`, 404);
  return surfaceOfView(workspace, user, home.view, null);
}

function parsed(json: string | null): readonly unknown[] {
  return json === null ? [] : (JSON.parse(json) as unknown[]);
}
