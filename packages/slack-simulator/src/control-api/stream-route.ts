import type { FastifyInstance } from 'fastify';
import type { Notices } from '../http/notices.ts';

/** Browsers and proxies drop silent streams; a comment keeps them. */
const KEEP_ALIVE_MS = 20_000;

/** `/_sim/stream`: notices as server-sent events, until the client leaves. */
export function streamRoute(server: FastifyInstance, notices: Notices): void {
  server.get('/_sim/stream', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write(': hello\n\n');
    const stop = notices.listen((notice) => raw.write(`data: ${JSON.stringify(notice)}\n\n`));
    const keepAlive = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS);
    request.raw.on('close', () => {
      clearInterval(keepAlive);
      stop();
    });
  });
}
