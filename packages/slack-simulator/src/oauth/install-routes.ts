import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readWho, whoCookie } from '../control/who-cookie.ts';
import { isFromForeignPage } from '../http/foreign-page.ts';
import type { Slack } from '../slack.ts';
import type { App } from '../state/model.ts';
import { textArg } from '../web-api/args.ts';
import { readForm } from '../web-api/read-body.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { isOffered, readChoice } from './choice.ts';
import { consentPage, INSTALLING } from './consent-page.ts';
import { html, refuse, refuseForeignPage } from './consent-replies.ts';
import { install } from './installing.ts';

type Asked = { Params: { app: string } };

/**
 * `/apps/:app/install`: "Install to Workspace" on the app's own page. The same consent as over OAuth, but Slack
 * installs at once and comes back to that page: the app gets no code and hears of nothing.
 */
export function installRoutes(server: FastifyInstance, slack: Slack): void {
  const { world } = slack.keeper;
  server.get<Asked>('/apps/:app/install', async (request, reply) => {
    const app = world.apps.get(request.params.app);
    if (!app) return refuse(reply, 'invalid_app_id', 'There is no such app.');
    const team = textArg(readForm(queryOf(request)), 'team') ?? null;
    const offered = [...world.workspaces.values()].filter((one) => isOffered(one, team));
    if (offered.length === 0) return refuse(reply, 'invalid_team', 'There is no such workspace.');
    const who = readWho(request.headers.cookie);
    const question = { ...INSTALLING, path: `/apps/${app.id}/install` };
    return html(reply, 200, consentPage(wishOf(slack, app), offered, queryOf(request), who, [], question));
  });
  server.post<Asked>('/apps/:app/install', async (request, reply) => {
    const app = world.apps.get(request.params.app);
    if (!app) return refuse(reply, 'invalid_app_id', 'There is no such app.');
    if (isFromForeignPage(request, slack.publicUrl())) return refuseForeignPage(reply);
    const form = readForm(typeof request.body === 'string' ? request.body : '');
    if (textArg(form, 'decision') !== 'allow') return reply.redirect(`/apps/${app.id}`, 302);
    const who = readChoice(world, form, null);
    const workspace = world.workspaces.get(who?.team ?? '');
    if (!who || !workspace) return refuse(reply, 'invalid_team', 'Nobody was chosen.');
    install(slack, app, workspace, { scopes: app.scopes, user: who.user });
    reply.header('set-cookie', whoCookie(who));
    return reply.redirect(`/apps/${app.id}?installed=${who.team}`, 302);
  });
}

function wishOf(slack: Slack, app: App): Extract<AuthorizeRequest, { kind: 'fine' }> {
  return {
    kind: 'fine',
    app,
    scopes: app.scopes,
    // Nobody would get the token of a person: there is no code to exchange for it.
    userScopes: [],
    askedRedirect: null,
    redirectUri: `${slack.publicUrl()}/apps/${app.id}`,
    state: null,
    team: null,
  };
}

const queryOf = (request: FastifyRequest) => request.url.split('?')[1] ?? '';
