import { errorAnswer, type SignIn, sessionView, signIn, signInLink } from '@muster/api';
import { SIGN_IN_FRAGMENT } from '@muster/api/sign-in';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Cookies } from '../auth/cookies.ts';
import { requireOwnOrigin } from '../auth/operator.ts';
import { hashUnder, isSameSecret, newSecret } from '../auth/secrets.ts';
import { ApiError } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import type { GatewayServer } from './route-kit.ts';

const SESSION_MAX_AGE_S = 7 * 24 * 3600;
const LINK_MAX_AGE_S = 24 * 3600;
/** Tries to sign in, per address and minute. */
const SIGN_IN_LIMIT = { max: 20, timeWindow: 60_000 };
const TAGS = ['session'];

/** Signing in and out. Open: they are how one gets in. */
export function openSessionRoutes(server: GatewayServer, parts: GatewayParts, cookies: Cookies): void {
  const { config, store, clock } = parts;
  const hash = (secret: string) => hashUnder(config.operatorToken, secret);
  const isOpen = async (secret: string | undefined) =>
    secret !== undefined && (await store.sessions.isOpen(hash(secret)));

  server.get(
    '/api/v1/session',
    { schema: { tags: TAGS, summary: 'Whether this browser is signed in', response: { 200: sessionView } } },
    async (request) => ({
      signedIn: await isOpen(request.cookies[cookies.session]),
      sharedApp: config.sharedApp !== null,
    }),
  );

  server.post(
    '/api/v1/session',
    {
      config: { rateLimit: SIGN_IN_LIMIT },
      schema: {
        tags: TAGS,
        summary: 'Sign in with the operator token or a one-time link',
        body: signIn,
        response: { 200: sessionView, 401: errorAnswer },
      },
    },
    async (request, reply) => {
      if (request.headers.origin !== undefined) requireOwnOrigin(request, config.publicUrl);
      const secret = newSecret();
      const expiresAt = new Date(clock.wallMs() + SESSION_MAX_AGE_S * 1000);
      await openSession(request.body, secret, expiresAt);
      setCookie(reply, secret, SESSION_MAX_AGE_S);
      return { signedIn: true, sharedApp: config.sharedApp !== null };
    },
  );

  server.delete(
    '/api/v1/session',
    { schema: { tags: TAGS, summary: 'Sign out', response: { 204: z.undefined() } } },
    async (request, reply) => {
      requireOwnOrigin(request, config.publicUrl);
      const secret = request.cookies[cookies.session];
      if (secret !== undefined) await store.sessions.close(hash(secret));
      setCookie(reply, '', 0);
      return reply.code(204).send();
    },
  );

  async function openSession(proof: SignIn, secret: string, expiresAt: Date): Promise<void> {
    if ('link' in proof) {
      if (await store.sessions.openFromLink(hash(proof.link), hash(secret), expiresAt)) return;
      throw new ApiError(401, 'link_spent', 'This sign-in link was already used or is too old.');
    }
    if (!isSameSecret(proof.operatorToken, config.operatorToken))
      throw new ApiError(401, 'wrong_token', 'The operator token is not right.');
    await store.sessions.open(hash(secret), expiresAt);
  }

  function setCookie(reply: FastifyReply, secret: string, maxAgeS: number): void {
    reply.setCookie(cookies.session, secret, cookies.attributes(maxAgeS));
  }
}

/** Making one-time links: for those who are in already. */
export function signInLinkRoutes(server: GatewayServer, parts: GatewayParts): void {
  const { config, store, clock } = parts;
  server.post(
    '/api/v1/sign-in-links',
    {
      schema: {
        tags: TAGS,
        summary: 'Make a link that signs a browser in, once',
        response: { 201: signInLink },
      },
    },
    async (_request, reply) => {
      const secret = newSecret();
      const expiresAt = new Date(clock.wallMs() + LINK_MAX_AGE_S * 1000);
      await store.sessions.issueLink(hashUnder(config.operatorToken, secret), expiresAt);
      // In the fragment, which browsers send to nobody: no log and no Referer header ever holds it.
      const url = `${config.publicUrl}/${SIGN_IN_FRAGMENT}${secret}`;
      return reply.code(201).send({ url, expiresAt: expiresAt.toISOString() });
    },
  );
}
