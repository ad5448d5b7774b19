import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { sendPage } from './install-routes.ts';
import type { GatewayServer } from './route-kit.ts';

/** The console's built files. They are public; all that they show comes from the API. */
export async function consoleRoutes(server: GatewayServer, consoleDir: string): Promise<void> {
  if (!existsSync(path.join(consoleDir, 'index.html'))) {
    server.get('/', { schema: { hide: true } }, async (_request, reply) =>
      sendPage(reply, 503, {
        tone: 'neutral',
        title: 'The console is not built',
        paragraphs: ['Run `npm run build` where Muster is installed and start the gateway again.'],
        actions: [{ label: 'Add to Slack', href: '/slack/install' }],
      }),
    );
    return;
  }
  await server.register(fastifyStatic, {
    root: consoleDir,
    // Their names stay the same from build to build: browsers ask each time, and mostly hear "not changed".
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
  });
}
