import type { Control } from '../../control/control.ts';
import * as schemas from '../schemas.ts';
import type { Route } from './route.ts';

export function placeRoutes(control: Control): Route[] {
  const team = '/workspaces/:team';
  const channel = `${team}/channels/:channel`;
  return [
    ['POST', `${team}/im`, (a) => control.openIm(a.part('team'), a.body(schemas.im))],
    ['POST', '/workspaces', (a) => control.addWorkspace(a.body(schemas.workspace))],
    ['POST', `${team}/people`, (a) => control.addPerson(a.part('team'), a.body(schemas.person))],
    [
      'PATCH',
      `${team}/people/:user`,
      (a) => control.changePerson(a.part('team'), a.part('user'), a.body(schemas.personChange)),
    ],
    ['POST', `${team}/channels`, (a) => control.addChannel(a.part('team'), a.body(schemas.channel))],
    [
      'PATCH',
      channel,
      (a) => control.archiveChannel(a.part('team'), a.part('channel'), a.body(schemas.archived).archived),
    ],
    [
      'POST',
      `${channel}/members`,
      (a) => control.invite(a.part('team'), a.part('channel'), a.body(schemas.member).user),
    ],
    [
      'DELETE',
      `${channel}/members/:user`,
      (a) => control.kick(a.part('team'), a.part('channel'), a.part('user')),
    ],
    ['POST', `${team}/deactivate`, (a) => control.setActive(a.part('team'), false)],
    ['POST', `${team}/activate`, (a) => control.setActive(a.part('team'), true)],
  ];
}
