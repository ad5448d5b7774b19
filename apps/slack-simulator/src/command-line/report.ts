import type { Simulator } from '@muster/slack-simulator';
import type { ReadyApp } from './start.ts';

/** What a person who runs a bot against it needs to know, as the lines of a `.env` file where they are for one. */
export function report(simulator: Simulator, apps: readonly ReadyApp[]): string {
  const { url, apiUrl, authorizeUrl } = simulator;
  return [
    'The local Slack is ready. Ctrl-C ends it.',
    '',
    `  Chat page  ${url}`,
    `  Web API    ${apiUrl}  (slackApiUrl)`,
    `  OAuth      ${authorizeUrl}`,
    `  Control    ${url}/_sim/state`,
    ...apps.flatMap((app) => ['', ...environment(simulator, app)]),
    '',
  ].join('\n');
}

function environment({ apiUrl, authorizeUrl }: Simulator, { credentials, installed }: ReadyApp): string[] {
  return [
    `# ${credentials.name} (${credentials.id})`,
    `SLACK_API_URL=${apiUrl}`,
    `SLACK_AUTHORIZE_URL=${authorizeUrl}`,
    `SLACK_CLIENT_ID=${credentials.clientId}`,
    `SLACK_CLIENT_SECRET=${credentials.clientSecret}`,
    `SLACK_APP_TOKEN=${credentials.appToken}`,
    // A file has each name once; the tokens of further workspaces stand there to be chosen.
    ...installed.flatMap(({ workspace, botToken }, at) => [
      `# in ${workspace}`,
      `${at === 0 ? '' : '# '}SLACK_BOT_TOKEN=${botToken}`,
    ]),
  ];
}
