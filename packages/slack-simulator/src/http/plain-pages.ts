import type { FastifyInstance } from 'fastify';
import { renderPage } from '../oauth/page.ts';
import type { Slack } from '../slack.ts';
import { escapeText } from '../text/slack-text.ts';

/** Pages without a chat: where the bot lands people when no `pageDir` was given. */
export function plainPages(server: FastifyInstance, slack: Slack): void {
  const workspaces = () => [...slack.keeper.world.workspaces.values()];
  server.get('/', async (_request, reply) => {
    const links = workspaces().map(
      ({ domain, name }) => `<li><a href="/workspaces/${domain}/">${escapeText(name)}</a></li>`,
    );
    return reply.type('text/html').send(renderPage('A local Slack', `<ul>${links.join('')}</ul>`));
  });
  server.get<{ Params: { domain: string } }>('/workspaces/:domain/', async (request, reply) => {
    const workspace = workspaces().find(({ domain }) => domain === request.params.domain);
    if (!workspace) return reply.code(404).type('text/html').send(renderPage('No such workspace', ''));
    const text = `<p>This is the workspace ${escapeText(workspace.name)} of a local Slack without a chat page.</p>`;
    return reply.type('text/html').send(renderPage(escapeText(workspace.name), text));
  });
}
