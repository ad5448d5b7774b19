import type { FastifyInstance } from 'fastify';
import { readWho, whoCookie } from '../control/who-cookie.ts';
import { isFromForeignPage } from '../http/foreign-page.ts';
import type { Slack } from '../slack.ts';
import { textArg } from '../web-api/args.ts';
import { readForm } from '../web-api/read-body.ts';
import { readAuthorizeRequest } from './authorize-request.ts';
import { isOffered, offeredOrgs, readChoice, readOrgChoice } from './choice.ts';
import type { CodeStore } from './codes.ts';
import { consentPage } from './consent-page.ts';
import { back, html, refuse, refuseForeignPage } from './consent-replies.ts';

/** `/oauth/v2/authorize`: the page where a person allows or denies. */
export function oauthRoutes(server: FastifyInstance, slack: Slack, codes: CodeStore): void {
  const { world } = slack.keeper;
  server.get('/oauth/v2/authorize', async (request, reply) => {
    const query = request.url.split('?')[1] ?? '';
    const wish = readAuthorizeRequest(world, readForm(query));
    if (wish.kind === 'refused') return refuse(reply, wish.error, wish.explanation);
    const offered = [...world.workspaces.values()].filter((one) => isOffered(one, wish.team));
    const orgs = offeredOrgs(world, wish.app, wish.team);
    if (offered.length + orgs.length === 0)
      return refuse(reply, 'invalid_team', 'There is no such workspace.');
    return html(reply, 200, consentPage(wish, offered, query, readWho(request.headers.cookie), orgs));
  });
  server.post('/oauth/v2/authorize', async (request, reply) => {
    if (isFromForeignPage(request, slack.publicUrl())) return refuseForeignPage(reply);
    const wish = readAuthorizeRequest(world, readForm(request.url.split('?')[1] ?? ''));
    if (wish.kind === 'refused') return refuse(reply, wish.error, wish.explanation);
    const form = readForm(typeof request.body === 'string' ? request.body : '');
    if (textArg(form, 'decision') !== 'allow') return back(reply, wish, { error: 'access_denied' });
    const org = readOrgChoice(form, offeredOrgs(world, wish.app, wish.team));
    const who = readChoice(world, form, wish.team);
    const chosen = org ? { team: org.enterprise, user: org.user } : who;
    if (!chosen) return refuse(reply, 'invalid_team', 'Nobody was chosen.');
    const code = codes.issue({
      appId: wish.app.id,
      ...chosen,
      scopes: wish.scopes,
      userScopes: wish.userScopes,
      redirectUri: wish.askedRedirect,
      signIn: null,
    });
    // The workspace's page shows them as whom they chose to be.
    if (who) reply.header('set-cookie', whoCookie(who));
    return back(reply, wish, { code });
  });
}
