import { z } from 'zod';
import type { Control } from '../../control/control.ts';
import { type Route, shaped } from './route.ts';

const slash = z.strictObject({
  appId: z.string(),
  user: z.string(),
  channel: z.string(),
  command: z.string().startsWith('/'),
  text: z.string(),
});
const surface = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.strictObject({ type: z.literal('view'), viewId: z.string() }),
]);
const input = z.union([z.string(), z.array(z.string()), z.null()]);
const inputs = z.record(z.string(), z.record(z.string(), input));
const element = {
  user: z.string(),
  surface,
  actionId: z.string(),
  blockId: z.string().exactOptional(),
};
const action = z.strictObject({
  ...element,
  input: input.exactOptional(),
  inputs: inputs.exactOptional(),
});
const search = z.strictObject({ ...element, query: z.string() });
const shortcut = z.strictObject({
  user: z.string(),
  appId: z.string(),
  callbackId: z.string(),
  message: z.strictObject({ channel: z.string(), ts: z.string() }).exactOptional(),
});
const submission = z.strictObject({ user: z.string(), viewId: z.string(), inputs });
const closing = z.strictObject({
  user: z.string(),
  viewId: z.string(),
  all: z.boolean().exactOptional(),
});
const opening = z.strictObject({ user: z.string(), appId: z.string() });
const viewsQuery = z.object({ user: z.string() });

export function interactivityRoutes(control: Control): Route[] {
  const team = '/workspaces/:team';
  return [
    ['POST', `${team}/slash`, (a) => control.slash(a.part('team'), a.body(slash))],
    ['POST', `${team}/actions`, (a) => control.act(a.part('team'), a.body(action))],
    ['POST', `${team}/suggestions`, (a) => control.suggest(a.part('team'), a.body(search))],
    ['POST', `${team}/shortcuts`, (a) => control.shortcut(a.part('team'), a.body(shortcut))],
    ['GET', `${team}/views`, (a) => control.views(a.part('team'), shaped(viewsQuery, a.query).user)],
    ['POST', `${team}/views/submit`, (a) => control.submitView(a.part('team'), a.body(submission))],
    ['POST', `${team}/views/close`, (a) => control.closeView(a.part('team'), a.body(closing))],
    ['POST', `${team}/home`, (a) => control.openHome(a.part('team'), a.body(opening))],
    [
      'GET',
      `${team}/home`,
      (a) => {
        const { user, appId } = shaped(opening, a.query);
        return control.home(a.part('team'), user, appId);
      },
    ],
  ];
}
