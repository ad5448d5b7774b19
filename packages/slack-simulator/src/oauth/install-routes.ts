import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readWho, whoCookie } from '../control/who-cookie.ts';
import type { Slack } from '../slack.ts';
import type { App } from '../state/model.ts';
import { textArg } from '../web-api/args.ts';
import { readForm } from '../web-api/read-body.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { consentPage } from './consent-page.ts';
import { install } from './installing.ts';
import { html, isOffered, refuse } from './oauth-routes.ts';

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
    return html(reply, 200, consentPage(wishOf(slack, app), offered, queryOf(request), who, pathOf(app)));
  });
  server.post<Asked>('/apps/:app/install', async (request, reply) => {
    const app = world.apps.get(request.params.app);
    if (!app) return refuse(reply, 'invalid_app_id', 'There is no such app.');
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      return refuse(reply, 'cross_site', 'Another page sent this form.');
    const form = readForm(typeof request.body === 'string' ? request.body : '');
    if (textArg(form, 'decision') !== 'allow') return reply.redirect(`/apps/${app.id}`, 302);
    const [team = '', user = ''] = (textArg(form, 'who') ?? '').split(':');
    const workspace = world.workspaces.get(team);
    if (!workspace?.active || workspace.users.get(user)?.appId !== null)
      return refuse(reply, 'invalid_team', 'Nobody was chosen.');
    install(slack, app, workspace, { scopes: app.scopes, user });
    reply.header('set-cookie', whoCookie({ team, user }));
    return reply.redirect(`/apps/${app.id}?installed=${team}`, 302);
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

const pathOf = (app: App) => `/apps/${app.id}/install`;
const queryOf = (request: FastifyRequest) => request.url.split('?')[1] ?? '';
