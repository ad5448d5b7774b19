import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Control, ControlError } from '../control/control.ts';
import type { SimRevoke, SimTokenChoice } from '../control/requests.ts';
import { readForm } from '../web-api/read-body.ts';
import * as schemas from './schemas.ts';

/** One control request, read as its route needs it. */
interface Asked {
  /** Of the path's `:parts`; an absent one is empty. */
  part(name: string): string;
  query: Readonly<Record<string, unknown>>;
  /** The JSON body in this shape. Throws ControlError 400. */
  body<Shape>(schema: z.ZodType<Shape>): Shape;
}

type Route = readonly [
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  act: (asked: Asked) => unknown,
];

/** `/_sim/…`: the control over HTTP. Refusals are `{ error: { code, message } }`. */
export function controlRoutes(server: FastifyInstance, control: Control): void {
  const routes = [
    ...readingRoutes(control),
    ...talkRoutes(control),
    ...placeRoutes(control),
    ...appRoutes(control),
  ];
  for (const [method, path, act] of routes) {
    server.route({
      method,
      url: `/_sim${path}`,
      handler: async (request, reply) => {
        try {
          return reply.send((await act(readAsked(request))) ?? { ok: true });
        } catch (error) {
          if (!(error instanceof ControlError)) throw error;
          return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
        }
      },
    });
  }
}

function readingRoutes(control: Control): Route[] {
  return [
    ['GET', '/state', () => control.state()],
    ['GET', '/record', ({ query }) => control.record(shaped(schemas.recordQuery, query))],
    ['PATCH', '/settings', ({ body }) => control.changeSettings(body(schemas.settings))],
    ['POST', '/faults', ({ body }) => control.addFault(body(schemas.fault))],
    ['DELETE', '/faults', () => control.clearFaults()],
  ];
}

function talkRoutes(control: Control): Route[] {
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
    ['POST', `${message}/unfurl`, (a) => control.unfurl(a.part('team'), a.part('channel'), a.part('ts'))],
    ['POST', `${at}/click`, (a) => control.click(a.part('team'), a.part('channel'), a.body(schemas.click))],
    ['POST', '/workspaces/:team/slash', (a) => control.slash(a.part('team'), a.body(schemas.slash))],
  ];
}

function placeRoutes(control: Control): Route[] {
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

function appRoutes(control: Control): Route[] {
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
    ['POST', '/apps/:app/enable-socket-mode', (a) => control.enableSocketMode(a.part('app'))],
    ['POST', '/apps/:app/frames', (a) => control.sendRaw(a.part('app'), a.body(schemas.frame).frame)],
  ];
}

function readAsked(request: FastifyRequest): Asked {
  const parts = request.params as Readonly<Record<string, string>>;
  return {
    part: (name) => parts[name] ?? '',
    query: readForm(request.url.split('?')[1] ?? ''),
    body: (schema) => shaped(schema, parseJson(request.body)),
  };
}

function parseJson(body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new ControlError('invalid_json', 'the body is not JSON');
  }
}

function shaped<Shape>(schema: z.ZodType<Shape>, value: unknown): Shape {
  const result = schema.safeParse(value);
  if (!result.success) throw new ControlError('invalid_request', z.prettifyError(result.error));
  return result.data;
}

/** A token, or a team with an app: either is enough. */
function chosen<Choice>(choice: { token?: unknown; team?: unknown; appId?: unknown }): Choice {
  if (choice.token === undefined && (choice.team === undefined || choice.appId === undefined))
    throw new ControlError('invalid_request', 'give a token, or a team and an appId');
  return choice as Choice;
}
