import { ControlError } from '../control/control.ts';
import type { SimAction, SimInput } from '../control/interactivity.ts';
import { demand } from '../control-api/lookups.ts';
import { messageJson } from '../conversation/message-json.ts';
import { newTs, type Slack } from '../slack.ts';
import { isJson, type Json, type PlacedElement } from './blocks.ts';
import { holdsValue, optionOf, readValue } from './element-values.ts';
import { channelName, type Interaction, sendInteraction } from './send-interaction.ts';
import { elementAt, fillIn, heldBy, type Surface, stateOf, surfaceOf } from './surfaces.ts';
import { shownView } from './view-json.ts';

/**
 * Someone uses an element: its app gets `block_actions`
 * (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload), once. Throws ControlError when the
 * person does not see the element, or it does not offer that.
 */
export function act(slack: Slack, team: string, action: SimAction): void {
  const surface = surfaceOf(slack, team, action.user, action.surface);
  const placed = elementAt(surface, action.actionId, action.blockId);
  const isTold = placed.block.type !== 'input' || placed.block.dispatch_action === true;
  demand(isTold, 'not_dispatched', 'this input tells its app nothing before it is submitted');
  fillIn(slack, surface, action.inputs ?? {});
  const used = use(slack, surface, placed, action.input);
  const { payload, interaction } = contextOf(slack, surface, placed);
  void sendInteraction(slack, interaction, {
    type: 'block_actions',
    ...payload,
    trigger_id: interaction.eventId,
    ...responseUrlOf(slack, surface),
    actions: [{ ...used, action_ts: newTs(slack) }],
  });
}

/** Where it was used, as `block_actions` and `block_suggestion` tell it. Issues a trigger. */
export function contextOf(
  slack: Slack,
  surface: Surface,
  placed: PlacedElement,
): { payload: Json; interaction: Interaction } {
  const { content, workspace, appId, user } = surface;
  const isMessage = content.type === 'message';
  const isModal = content.type === 'view' && content.view.type === 'modal';
  const eventId = slack.interactions.triggers.issue({
    team: workspace.id,
    appId,
    user,
    viewId: isModal ? content.view.id : null,
    channel: surface.conversation,
  });
  return {
    payload: {
      api_app_id: appId,
      container: containerOf(surface, placed),
      ...(isMessage ? messagePart(slack, surface, content) : { view: shownView(slack, surface) }),
    },
    interaction: {
      workspace,
      appId,
      user,
      channel: isMessage ? content.channel : null,
      ts: isMessage ? content.message.ts : null,
      eventId,
    },
  };
}

type MessageContent = Extract<Surface['content'], { readonly type: 'message' }>;

function messagePart(slack: Slack, surface: Surface, { channel, message }: MessageContent): Json {
  return {
    channel: { id: channel.id, name: channelName(channel) },
    // Nobody but the person ever sees an ephemeral one again, not even its app.
    ...(message.ephemeralUser === null
      ? { message: messageJson(surface.workspace, channel, message, true) }
      : {}),
    state: stateOf(slack, surface),
  };
}

function containerOf({ content }: Surface, placed: PlacedElement): Json {
  if (content.type === 'view') return { type: 'view', view_id: content.view.id };
  const { channel, message } = content;
  const where = {
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.ephemeralUser !== null,
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
  };
  return placed.attachmentId === null
    ? { type: 'message', ...where }
    : { type: 'message_attachment', attachment_id: placed.attachmentId, ...where, is_app_unfurl: false };
}

/** Only what was done with a message can be answered over an address. */
function responseUrlOf(slack: Slack, { content, workspace, appId, user }: Surface): Json {
  if (content.type === 'view') return {};
  const { channel, message } = content;
  const place = { team: workspace.id, channel: channel.id, appId, user, original: message.ts };
  return { response_url: `${slack.publicUrl()}${slack.interactions.responseUrls.issue(place)}` };
}

/** The entry in `actions`, and what the element holds from now on. */
function use(slack: Slack, surface: Surface, placed: PlacedElement, input: SimInput | undefined): Json {
  const { element, type, blockId, actionId } = placed;
  const names = { type, block_id: blockId, action_id: actionId };
  if (!holdsValue(type)) return { ...names, ...pressed(placed, input) };
  const { inputs } = slack.interactions;
  if (input !== undefined) {
    const offered = inputs.offered(surface.key, placed);
    inputs.put(surface.key, placed, readValue(placed, input, { workspace: surface.workspace, offered }));
  }
  return { ...settings(element), ...heldBy(slack, surface, placed), ...names };
}

/** Of what holds nothing: the value of a button, or the chosen entry of a menu. */
function pressed(placed: PlacedElement, input: SimInput | undefined): Json {
  const { element, type } = placed;
  if (type === 'overflow') {
    const option = optionOf(placed, typeof input === 'string' ? input : '', []);
    return { ...repeated(element, ['confirm']), selected_option: option };
  }
  if (type !== 'feedback_buttons')
    return repeated(element, ['text', 'icon', 'value', 'style', 'url', 'confirm']);
  const button = [element.positive_button, element.negative_button]
    .filter(isJson)
    .find(({ value }) => value === input);
  if (!button) throw new ControlError('unknown_option', `${placed.actionId} has no such button`, 409);
  return repeated(button, ['text', 'value']);
}

/** What an action repeats of its element. */
function settings(element: Json): Json {
  const initial = Object.keys(element).filter((name) => name.startsWith('initial_'));
  return repeated(element, [...initial, 'placeholder', 'confirm', 'min_query_length']);
}

function repeated(element: Json, names: readonly string[]): Json {
  return Object.fromEntries(
    names.filter((name) => element[name] !== undefined).map((name) => [name, element[name]]),
  );
}
