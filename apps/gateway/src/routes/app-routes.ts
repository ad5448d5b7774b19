import { type AppView, appList, appView as appViewSchema, errorAnswer, newApp } from '@muster/api';
import { newAppUrlAt, slackAppManifest } from '@muster/slack/oauth';
import { z } from 'zod';
import type { GatewayParts } from '../parts.ts';
import { appView } from '../views/app-view.ts';
import { readKnowledge } from '../views/read-knowledge.ts';
import { registerApp } from './register-app.ts';
import type { GatewayServer } from './route-kit.ts';

const TAGS = ['apps'];

/** The Slack apps, and registering a workspace's own. */
export function appRoutes(server: GatewayServer, parts: GatewayParts): void {
  const { store, fleet, config, settling } = parts;

  const manifest = slackAppManifest(config.publicUrl);
  const newAppUrl = newAppUrlAt(config.slackAppsUrl, manifest);

  async function views(): Promise<AppView[]> {
    const [apps, installations, known] = await Promise.all([
      store.apps.list(),
      store.installations.list(),
      readKnowledge(store, fleet),
    ]);
    const set = {
      publicUrl: config.publicUrl,
      sharedAppId: config.sharedApp?.id ?? null,
      botTokenTrouble: settling().botTokenTrouble,
    };
    return apps.map((app) => appView(app, installations, known, set));
  }

  server.get(
    '/api/v1/apps',
    { schema: { tags: TAGS, summary: 'All Slack apps', response: { 200: appList } } },
    async () => ({ items: await views(), newAppUrl }),
  );

  server.post(
    '/api/v1/apps',
    {
      schema: {
        tags: TAGS,
        summary: 'Register an own app, or replace the secrets of one; both are tried at Slack first',
        body: newApp,
        response: {
          200: appViewSchema,
          201: appViewSchema,
          409: errorAnswer,
          422: errorAnswer,
          502: errorAnswer,
        },
      },
    },
    async (request, reply) => {
      const { id, outcome } = await registerApp(parts, request.body);
      const view = (await views()).find((candidate) => candidate.id === id);
      if (!view) throw new Error('an app that was just saved is gone');
      return reply.code(outcome === 'created' ? 201 : 200).send(view);
    },
  );

  server.get(
    '/api/v1/apps/manifest',
    {
      schema: {
        tags: TAGS,
        summary: 'The manifest to make an own Slack app from',
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async () => ({ ...manifest }),
  );
}
