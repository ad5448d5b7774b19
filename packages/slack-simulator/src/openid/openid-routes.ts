import type { FastifyInstance } from 'fastify';
import { readWho, whoCookie } from '../control/who-cookie.ts';
import { isFromForeignPage } from '../http/foreign-page.ts';
import { isOffered, readChoice } from '../oauth/choice.ts';
import type { CodeStore } from '../oauth/codes.ts';
import { consentPage, type Question } from '../oauth/consent-page.ts';
import { back, html, refuse, refuseForeignPage } from '../oauth/consent-replies.ts';
import { nowSeconds, type Slack } from '../slack.ts';
import { textArg } from '../web-api/args.ts';
import { readForm } from '../web-api/read-body.ts';
import { discovery } from './discovery.ts';
import { readSignInRequest } from './sign-in-request.ts';
import { publicKeys } from './signing-key.ts';

const PATH = '/openid/connect/authorize';

const SIGNING_IN: Question = {
  path: PATH,
  title: ['Sign in to ', ' with Slack'],
  scopes: ['What will ', ' get to know?'],
};

/** *Sign in with Slack*: where a person says who they are, and what apps read to check it. */
export function openidRoutes(server: FastifyInstance, slack: Slack, codes: CodeStore): void {
  const { world } = slack.keeper;
  server.get('/.well-known/openid-configuration', async () => discovery(slack.publicUrl()));
  server.get('/openid/connect/keys', async () => ({ keys: publicKeys(slack) }));
  server.get(PATH, async (request, reply) => {
    const query = request.url.split('?')[1] ?? '';
    const wish = readSignInRequest(world, readForm(query));
    if (wish.kind === 'refused') return refuse(reply, wish.error, wish.explanation);
    const offered = [...world.workspaces.values()].filter((one) => isOffered(one, wish.team));
    if (offered.length === 0) return refuse(reply, 'invalid_team', 'There is no such workspace.');
    const who = readWho(request.headers.cookie);
    return html(reply, 200, consentPage({ ...wish, userScopes: [] }, offered, query, who, [], SIGNING_IN));
  });
  server.post(PATH, async (request, reply) => {
    if (isFromForeignPage(request, slack.publicUrl())) return refuseForeignPage(reply);
    const wish = readSignInRequest(world, readForm(request.url.split('?')[1] ?? ''));
    if (wish.kind === 'refused') return refuse(reply, wish.error, wish.explanation);
    const form = readForm(typeof request.body === 'string' ? request.body : '');
    if (textArg(form, 'decision') !== 'allow') return back(reply, wish, { error: 'access_denied' });
    const who = readChoice(world, form, wish.team);
    if (!who) return refuse(reply, 'invalid_team', 'Nobody was chosen.');
    const code = codes.issue({
      appId: wish.app.id,
      ...who,
      scopes: [],
      userScopes: wish.scopes,
      redirectUri: wish.askedRedirect,
      signIn: { nonce: wish.nonce, authTime: nowSeconds(slack) },
    });
    reply.header('set-cookie', whoCookie(who));
    return back(reply, wish, { code });
  });
}
