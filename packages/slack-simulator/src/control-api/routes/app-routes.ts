import { type Control, ControlError } from '../../control/control.ts';
import type { SimRevoke, SimTokenChoice } from '../../control/requests.ts';
import * as schemas from '../schemas.ts';
import type { Route } from './route.ts';

export function appRoutes(control: Control): Route[] {
  const inTeam = '/workspaces/:team/apps/:app';
  return [
    ['POST', '/apps', (a) => control.addApp(a.body(schemas.app))],
    ['PATCH', '/apps/:app', (a) => control.changeApp(a.part('app'), a.body(schemas.appChange))],
    [
      'POST',
      `${inTeam}/install`,
      (a) => control.install(a.part('team'), a.part('app'), a.body(schemas.install)),
    ],
    ['POST', `${inTeam}/uninstall`, (a) => control.uninstall(a.part('team'), a.part('app'))],
    [
      'POST',
      `${inTeam}/events`,
      (a) => control.sendEvent(a.part('team'), a.part('app'), a.body(schemas.event)),
    ],
    ['POST', '/tokens/revoke', (a) => control.revokeToken(chosen<SimRevoke>(a.body(schemas.revoke)))],
    ['POST', '/tokens/restore', (a) => control.restoreToken(chosen<SimTokenChoice>(a.body(schemas.restore)))],
    [
      'POST',
      '/apps/:app/connections/:connection/cut',
      (a) => control.cut(a.part('app'), a.part('connection'), a.body(schemas.cut).how),
    ],
    [
      'POST',
      '/apps/:app/disconnect',
      (a) => {
        const { reason, connectionId } = a.body(schemas.disconnect);
        return control.disconnect(a.part('app'), reason, connectionId);
      },
    ],
    [
      'POST',
      '/apps/:app/connections/:connection/mute',
      (a) => control.mute(a.part('app'), a.part('connection'), a.body(schemas.mute).muted),
    ],
    ['POST', '/apps/:app/disable-events', (a) => control.disableEvents(a.part('app'))],
    ['POST', '/apps/:app/enable-socket-mode', (a) => control.enableSocketMode(a.part('app'))],
    ['POST', '/apps/:app/frames', (a) => control.sendRaw(a.part('app'), a.body(schemas.frame).frame)],
  ];
}

/** A token, or an app with or without a team. */
function chosen<Choice>(choice: { token?: unknown; team?: unknown; appId?: unknown }): Choice {
  if (choice.token === undefined && choice.appId === undefined)
    throw new ControlError('invalid_request', 'give a token, or an appId with or without a team');
  return choice as Choice;
}
