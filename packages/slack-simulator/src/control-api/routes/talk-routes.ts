import type { Control } from '../../control/control.ts';
import * as schemas from '../schemas.ts';
import { type Route, shaped } from './route.ts';

export function talkRoutes(control: Control): Route[] {
  const at = '/workspaces/:team/channels/:channel';
  const message = `${at}/messages/:ts`;
  return [
    [
      'GET',
      `${at}/messages`,
      ({ part, query }) => {
        const { thread_ts: threadTs, ...rest } = shaped(schemas.messagesQuery, query);
        const where = { team: part('team'), channel: part('channel') };
        return control.messages({ ...where, ...rest, ...(threadTs ? { threadTs } : {}) });
      },
    ],
    ['POST', `${at}/messages`, (a) => control.say(a.part('team'), a.part('channel'), a.body(schemas.say))],
    [
      'PATCH',
      message,
      (a) => control.edit(a.part('team'), a.part('channel'), a.part('ts'), a.body(schemas.edit)),
    ],
    [
      'DELETE',
      message,
      (a) => control.remove(a.part('team'), a.part('channel'), a.part('ts'), String(a.query.user ?? '')),
    ],
    [
      'POST',
      `${message}/reactions`,
      (a) => control.react(a.part('team'), a.part('channel'), a.part('ts'), a.body(schemas.reaction)),
    ],
    [
      'DELETE',
      `${message}/reactions/:name`,
      (a) =>
        control.unreact(a.part('team'), a.part('channel'), a.part('ts'), {
          user: String(a.query.user ?? ''),
          name: a.part('name'),
        }),
    ],
    ['POST', `${message}/unfurl`, (a) => control.unfurl(a.part('team'), a.part('channel'), a.part('ts'))],
  ];
}
