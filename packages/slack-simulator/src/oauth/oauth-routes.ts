import type { FastifyInstance, FastifyReply } from 'fastify';
import { readWho, whoCookie } from '../control/who-cookie.ts';
import type { Slack } from '../slack.ts';
import type { Workspace } from '../state/model.ts';
import { textArg } from '../web-api/args.ts';
import { readForm } from '../web-api/read-body.ts';
import { type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.ts';
import type { CodeStore } from './codes.ts';
import { consentPage, refusalPage } from './consent-page.ts';

type Fine = Extract<AuthorizeRequest, { kind: 'fine' }>;

/** `/oauth/v2/authorize`: the page where a person allows or denies. */
export function oauthRoutes(server: FastifyInstance, slack: Slack, codes: CodeStore): void {
  const { world } = slack.keeper;
  server.get('/oauth/v2/authorize', async (request, reply) => {
    const query = request.url.split('?')[1] ?? '';
    const wish = readAuthorizeRequest(world, readForm(query));
    if (wish.kind === 'refused') return refuse(reply, wish.error, wish.explanation);
    const offered = [...world.workspaces.values()].filter((one) => isOffered(one, wish.team));
    if (offered.length === 0) return refuse(reply, 'invalid_team', 'There is no such workspace.');
    return html(reply, 200, consentPage(wish, offered, query, readWho(request.headers.cookie)));
  });
  server.post('/oauth/v2/authorize', async (request, reply) => {
    const wish = readAuthorizeRequest(world, readForm(request.url.split('?')[1] ?? ''));
    if (wish.kind === 'refused') return refuse(reply, wish.error, wish.explanation);
    const form = readForm(typeof request.body === 'string' ? request.body : '');
    if (textArg(form, 'decision') !== 'allow') return back(reply, wish, { error: 'access_denied' });
    const [team = '', user = ''] = (textArg(form, 'who') ?? '').split(':');
    const workspace = world.workspaces.get(team);
    if (!workspace || !isOffered(workspace, wish.team) || workspace.users.get(user)?.appId !== null)
      return refuse(reply, 'invalid_team', 'Nobody was chosen.');
    const code = codes.issue({
      appId: wish.app.id,
      team,
      user,
      scopes: wish.scopes,
      userScopes: wish.userScopes,
      redirectUri: wish.askedRedirect,
    });
    // The workspace's page shows them as whom they chose to be.
    reply.header('set-cookie', whoCookie({ team, user }));
    return back(reply, wish, { code });
  });
}

export function isOffered(workspace: Workspace, team: string | null): boolean {
  return workspace.active && (team === null || workspace.id === team || workspace.domain === team);
}

/** Sends the browser back to the app, with the `state` that it gave. */
function back(reply: FastifyReply, wish: Fine, answer: Readonly<Record<string, string>>): FastifyReply {
  const url = new URL(wish.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  url.searchParams.set('state', wish.state ?? '');
  return reply.redirect(url.href, 302);
}

export function refuse(reply: FastifyReply, error: string, explanation: string): FastifyReply {
  return html(reply, 400, refusalPage(error, explanation));
}

export function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .send(page);
}
