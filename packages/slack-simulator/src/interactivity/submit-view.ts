import type { SimSubmission, SimSubmitted } from '../control/interactivity.ts';
import { demand } from '../control-api/lookups.ts';
import { isInstalled } from '../events/event-payload.ts';
import type { Slack } from '../slack.ts';
import { isJson, type Json } from './blocks.ts';
import { inputErrors } from './check-inputs.ts';
import { checkView, type ViewDefinition } from './check-view.ts';
import { changedView, isNameTaken, pushView, type ViewOwner } from './keep-view.ts';
import type { OpenView } from './modals.ts';
import { sendInteraction } from './send-interaction.ts';
import { fillIn, heldBy, type Surface } from './surfaces.ts';
import { modalBefore, shownView, surfaceOfModal } from './view-json.ts';

const FAILED: SimSubmitted = { outcome: 'failed' };

/**
 * Someone submits the topmost view: the app gets `view_submission` and decides by its ack
 * (https://docs.slack.dev/surfaces/modals#interactions). The view stays when the app does not ack in time, or with
 * something that is no answer.
 */
export async function submitView(
  slack: Slack,
  team: string,
  { user, viewId, inputs }: SimSubmission,
): Promise<SimSubmitted> {
  const opened = modalBefore(slack, team, user, viewId);
  demand(opened.view.submit !== null, 'not_submittable', 'the view has no submit button');
  const surface = surfaceOfModal(slack, opened);
  fillIn(slack, surface, inputs);
  const errors = inputErrors(surface.elements, (placed) => heldBy(slack, surface, placed));
  if (Object.keys(errors).length > 0) return { outcome: 'invalid', errors };
  const { workspace, appId } = surface;
  const channel = opened.conversation;
  const eventId = slack.interactions.triggers.issue({ team, appId, user, viewId, channel });
  const ending = await sendInteraction(
    slack,
    { workspace, appId, user, channel: null, ts: null, eventId },
    {
      type: 'view_submission',
      api_app_id: appId,
      trigger_id: eventId,
      view: shownView(slack, surface),
      response_urls: responseUrls(slack, surface),
    },
  );
  return ending.kind === 'acked' ? obey(slack, opened, ending.payload) : FAILED;
}

/** Does what the ack says. The view may be another by now, or closed: then there is nothing left to do to it. */
function obey(slack: Slack, opened: OpenView, answer: unknown): SimSubmitted {
  const { modals } = slack.interactions;
  const { team, user } = opened;
  const current = modals.find(opened.view.id);
  const close = (views: readonly OpenView[]): SimSubmitted => {
    modals.close(
      team,
      user,
      views.map(({ view }) => view.id),
    );
    return { outcome: 'closed' };
  };
  const isBare = answer === undefined || answer === null || answer === '';
  if (isBare || (isJson(answer) && Object.keys(answer).length === 0)) return close([opened]);
  if (!isJson(answer)) return FAILED;
  switch (answer.response_action) {
    case 'clear':
      return close(current ? modals.of(team, user) : []);
    case 'errors':
      return errorsOf(opened, answer.errors);
    case 'update':
      return current ? update(slack, current, answer.view) : FAILED;
    case 'push':
      return current ? push(slack, current, answer.view) : FAILED;
    default:
      return FAILED;
  }
}

/** Errors stand below input blocks: there must be some, and for blocks that there are. */
function errorsOf({ view }: OpenView, errors: unknown): SimSubmitted {
  const inputs = new Set(
    view.blocks.filter(isJson).flatMap((block) => (block.type === 'input' ? [block.block_id] : [])),
  );
  const entries = isJson(errors) ? Object.entries(errors) : [];
  const areUsable = entries.every(([block, text]) => inputs.has(block) && typeof text === 'string');
  if (entries.length === 0 || !areUsable) return FAILED;
  return { outcome: 'errors', errors: errors as Readonly<Record<string, string>> };
}

function update(slack: Slack, current: OpenView, value: unknown): SimSubmitted {
  const definition = definitionOf(slack, current, value, current.view.id);
  if (!definition) return FAILED;
  slack.interactions.modals.update(changedView(slack, current.view, definition));
  return { outcome: 'updated' };
}

function push(slack: Slack, current: OpenView, value: unknown): SimSubmitted {
  const definition = definitionOf(slack, current, value, null);
  const owner = ownerOf(slack, current);
  const view = definition && owner ? pushView(slack, owner, definition, current) : null;
  return view ? { outcome: 'pushed' } : FAILED;
}

function definitionOf(
  slack: Slack,
  { team }: OpenView,
  value: unknown,
  except: string | null,
): ViewDefinition | null {
  const workspace = slack.keeper.world.workspaces.get(team);
  const checked = checkView(value, 'modal');
  if (!workspace || checked.kind !== 'fine') return null;
  const { definition } = checked;
  return isNameTaken(slack, workspace, definition.external_id, except) ? null : definition;
}

function ownerOf(slack: Slack, { team, view }: OpenView): ViewOwner | null {
  const workspace = slack.keeper.world.workspaces.get(team);
  const installation = workspace?.installations.get(view.app_id);
  return workspace && installation && isInstalled(workspace, view.app_id)
    ? { workspace, installation }
    : null;
}

/** Of menus that ask for it: an address for the chosen conversation. */
function responseUrls(slack: Slack, surface: Surface): readonly Json[] {
  const { workspace, appId, user } = surface;
  return surface.elements
    .filter(({ element, block }) => block.type === 'input' && element.response_url_enabled === true)
    .flatMap((placed) => {
      const value = heldBy(slack, surface, placed);
      const channel = value.selected_conversation ?? value.selected_channel;
      if (typeof channel !== 'string') return [];
      const place = { team: workspace.id, channel, appId, user, original: null };
      return [
        {
          block_id: placed.blockId,
          action_id: placed.actionId,
          channel_id: channel,
          response_url: `${slack.publicUrl()}${slack.interactions.responseUrls.issue(place)}`,
        },
      ];
    });
}
