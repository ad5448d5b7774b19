import type { FastifyReply } from 'fastify';
import { refusalPage } from './consent-page.ts';

/** A wish that was made of an address, as far as it says where the browser goes. */
interface Wish {
  readonly redirectUri: string;
  readonly state: string | null;
}

/** Sends the browser back to the app, with the `state` that it gave. */
export function back(
  reply: FastifyReply,
  wish: Wish,
  answer: Readonly<Record<string, string>>,
): FastifyReply {
  const url = new URL(wish.redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  url.searchParams.set('state', wish.state ?? '');
  return reply.redirect(url.href, 302);
}

/** A page that says what is wrong, and leads nowhere. */
export function refuse(
  reply: FastifyReply,
  error: string,
  explanation: string,
  status: 400 | 403 = 400,
): FastifyReply {
  return html(reply, status, refusalPage(error, explanation));
}

/** For a consent that a page of another origin sent in a person's name. */
export function refuseForeignPage(reply: FastifyReply): FastifyReply {
  return refuse(reply, 'foreign_page', 'Consent can be given on this page only, not from another one.', 403);
}

/** A page that is not kept, and that no other page shows in a frame to catch clicks. */
export function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "frame-ancestors 'none'",
    })
    .send(page);
}
