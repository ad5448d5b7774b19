import type { Simulator } from '@muster/slack-simulator';
import type { SimWorkspace } from '@muster/slack-simulator/control';
import type { ReadyApp } from './apps.ts';

const CONNECT = `new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});`;

/** What a person who runs a bot against it needs to know; what belongs into a `.env` file as its lines. */
export function report(
  simulator: Pick<Simulator, 'url' | 'apiUrl' | 'authorizeUrl'>,
  workspaces: readonly SimWorkspace[],
  apps: readonly ReadyApp[],
  state: string | null,
): string {
  const { url, apiUrl, authorizeUrl } = simulator;
  const pageWidth = Math.max(...workspaces.map((workspace) => workspace.url.length));
  return [
    `The local Slack is ready: chat at ${url}. Ctrl-C ends it.`,
    '',
    ...workspaces.map(
      ({ name, url: page, people }) =>
        `  ${name.padEnd(10)}  ${page.padEnd(pageWidth)}  ${people.map((one) => one.name).join(', ')}`,
    ),
    `  Web API     ${apiUrl}`,
    `  OAuth       ${authorizeUrl}`,
    `  Control     ${url}/_sim/state`,
    `  State       ${state ?? 'forgotten at the end; --state <folder> keeps it'}`,
    '',
    'A Bolt app connects with these lines in its .env:',
    ...apps.flatMap((app) => ['', ...environment(simulator, app)]),
    '',
    'and',
    '',
    ...CONNECT.split('\n').map((line) => `  ${line}`),
    '',
    '',
  ].join('\n');
}

function environment(
  { apiUrl, authorizeUrl }: Pick<Simulator, 'apiUrl' | 'authorizeUrl'>,
  { credentials, installUrl, installed }: ReadyApp,
): string[] {
  return [
    `# ${credentials.name} (${credentials.id})`,
    `SLACK_API_URL=${apiUrl}`,
    `SLACK_APP_TOKEN=${credentials.appToken}`,
    ...(installed.length === 0 ? [`# installed nowhere yet: ${installUrl}`] : []),
    // A file has each name once; the tokens of further workspaces stand there to be chosen.
    ...installed.flatMap(({ workspace, botToken, refreshToken }, at) => {
      const mark = at === 0 ? '' : '# ';
      return [
        `# in ${workspace}`,
        `${mark}SLACK_BOT_TOKEN=${botToken}`,
        ...(refreshToken === undefined ? [] : [`${mark}SLACK_REFRESH_TOKEN=${refreshToken}`]),
      ];
    }),
    '# for OAuth',
    `SLACK_AUTHORIZE_URL=${authorizeUrl}`,
    `SLACK_CLIENT_ID=${credentials.clientId}`,
    `SLACK_CLIENT_SECRET=${credentials.clientSecret}`,
  ];
}
