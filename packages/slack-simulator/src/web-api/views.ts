import { checkView, type ViewDefinition } from '../interactivity/check-view.ts';
import { keptHome, publishHome } from '../interactivity/home.ts';
import { changedView, isNameTaken, newView, pushView } from '../interactivity/keep-view.ts';
import type { OpenView } from '../interactivity/modals.ts';
import type { Trigger } from '../interactivity/triggers.ts';
import { shownModals } from '../interactivity/view-json.ts';
import { ApiError } from './api-error.ts';
import { nestedArg, textArg } from './args.ts';
import { type Answer, type Call, callerOf, type Method } from './method.ts';

/** The `views.*` family (https://docs.slack.dev/reference/methods/views.open and its neighbours). Without scopes. */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': { token: 'team', perMinute: 100, run: open },
  'views.push': { token: 'team', perMinute: 100, run: push },
  'views.update': { token: 'team', perMinute: 100, run: update },
  'views.publish': { token: 'team', perMinute: 100, run: publish },
};

function open(call: Call): Answer {
  const { workspace, installation } = callerOf(call);
  const definition = viewArg(call, 'modal', null);
  const { user, channel } = exchanged(call);
  const view = newView(call.slack, { workspace, installation }, definition);
  call.slack.interactions.modals.open({ view, team: workspace.id, user, conversation: channel });
  return answerWith(call, user, view.id);
}

function push(call: Call): Answer {
  const { workspace, installation } = callerOf(call);
  const definition = viewArg(call, 'modal', null);
  const { user, viewId } = exchanged(call);
  const stack = call.slack.interactions.modals.of(workspace.id, user);
  const top = stack.at(-1);
  // The stack may be another by now: the person closed the one where they did something.
  if (!top || !stack.some(({ view }) => view.id === viewId)) throw new ApiError('not_found');
  const view = pushView(call.slack, { workspace, installation }, definition, top);
  if (!view) throw new ApiError('push_limit_reached');
  return answerWith(call, user, view.id);
}

function update(call: Call): Answer {
  const { view, user } = namedView(call);
  const definition = viewArg(call, 'modal', view.id);
  demandHash(call, view.hash);
  call.slack.interactions.modals.update(changedView(call.slack, view, definition));
  return answerWith(call, user, view.id);
}

function publish(call: Call): Answer {
  const { workspace, installation, app } = callerOf(call);
  if (!app.features.homeTab) throw new ApiError('not_enabled');
  const user = workspace.users.get(textArg(call.args, 'user_id') ?? '');
  if (!user || user.appId !== null) throw invalid(['[ERROR] invalid user_id [json-pointer:/user_id]']);
  const before = keptHome(workspace, user.id, app.id);
  const definition = viewArg(call, 'home', before?.view.id ?? null);
  if (before) demandHash(call, before.view.hash);
  return { view: publishHome(call.slack, { workspace, installation }, user.id, definition) };
}

/** The checked view of the call. Refuses as Slack does, with all that is wrong. `except`: the view it is to replace. */
function viewArg(call: Call, type: 'modal' | 'home', except: string | null): ViewDefinition {
  const given = nestedArg(call.args, 'view', 'invalid_arguments');
  const checked = checkView(given, type);
  if (checked.kind === 'too-large') throw new ApiError('view_too_large');
  if (checked.kind === 'wrong') throw invalid(checked.messages);
  const { definition } = checked;
  if (isNameTaken(call.slack, callerOf(call).workspace, definition.external_id, except))
    throw new ApiError('duplicate_external_id');
  return definition;
}

function answerWith(call: Call, user: string, viewId: string): Answer {
  const views = shownModals(call.slack, callerOf(call).workspace.id, user);
  return { view: views.find(({ id }) => id === viewId) };
}

function exchanged(call: Call): Trigger {
  const { app, workspace } = callerOf(call);
  const id = textArg(call.args, 'trigger_id');
  if (id === undefined)
    throw invalid(['[ERROR] missing required field: trigger_id [json-pointer:/trigger_id]']);
  const exchange = call.slack.interactions.triggers.exchange(id, app.id, workspace.id);
  if (exchange.kind !== 'exchanged') throw new ApiError(exchange.kind);
  // Modals for people of another workspace are not simulated.
  if (!workspace.users.has(exchange.trigger.user)) throw new ApiError('invalid_trigger_id');
  return exchange.trigger;
}

/** One of the app's open views, by the id that Slack or the app gave it. */
function namedView(call: Call): OpenView {
  const { app, workspace } = callerOf(call);
  const viewId = textArg(call.args, 'view_id');
  const externalId = textArg(call.args, 'external_id');
  if (viewId === undefined && externalId === undefined)
    throw invalid(['[ERROR] missing required field: view_id [json-pointer:/view_id]']);
  const found = call.slack.interactions.modals
    .all(workspace.id)
    .filter(({ view }) => view.app_id === app.id)
    .find(({ view }) => (viewId === undefined ? view.external_id === externalId : view.id === viewId));
  if (!found) throw new ApiError('not_found');
  return found;
}

function demandHash(call: Call, current: string): void {
  const hash = textArg(call.args, 'hash');
  if (hash !== undefined && hash !== current) throw new ApiError('hash_conflict');
}

function invalid(messages: readonly string[]): ApiError {
  return new ApiError('invalid_arguments', { response_metadata: { messages } });
}
