import type { Page } from './page.ts';

/** Where "try again" leads: a fresh install of the same app. */
export function installPath(appId: string | null): string {
  return appId === null ? '/slack/install' : `/slack/install?app=${encodeURIComponent(appId)}`;
}

const CONSOLE = { label: 'Open the console', href: '/' };

function failed(title: string, paragraphs: readonly string[], appId: string | null, detail?: string): Page {
  return {
    tone: 'bad',
    title,
    paragraphs: [...paragraphs, 'Nothing was changed.'],
    actions: [{ label: 'Try again', href: installPath(appId) }, CONSOLE],
    detail,
  };
}

/** The person, or their workspace's rules, said no. */
export function deniedPage(error: string, appId: string | null): Page {
  return error === 'access_denied'
    ? failed('The bot was not added', ['You or an admin of your workspace said no, which is fine.'], appId)
    : failed(
        'Slack did not allow it',
        ['Slack sent you back without permission for the bot.'],
        appId,
        // Anybody can write an address: only what looks like one of Slack's codes is repeated on our page.
        /^[a-z_]{1,60}$/.test(error) ? error : undefined,
      );
}

const STATE_TROUBLE = {
  unknown: ['This page was not asked for', 'We do not know the install that this address belongs to.'],
  expired: ['That took too long', 'An install has to be finished within ten minutes. Begin a new one.'],
  used: [
    'This was already used',
    'This address works once, and it has done its work. If the bot is missing, begin anew.',
  ],
  foreign: [
    'Another browser began this',
    'An install has to be finished in the browser in which it was begun. Begin a new one here.',
  ],
} as const;

/** The state that came back is not one to act on. */
export function stateTroublePage(trouble: keyof typeof STATE_TROUBLE): Page {
  const [title, text] = STATE_TROUBLE[trouble];
  return failed(title, [text], null);
}

/** Slack refused the code or the app's own credentials. */
export function exchangeRefusedPage(code: string, redirectUrl: string, appId: string): Page {
  if (code === 'invalid_code' || code === 'code_already_used')
    return failed(
      'Slack no longer knows this permission',
      ['The permission that Slack gave was already used, or is too old. Begin a new install.'],
      appId,
      code,
    );
  if (code === 'bad_redirect_uri')
    return failed(
      'The Slack app does not know this address',
      [`Add ${redirectUrl} to the redirect URLs of the Slack app, under OAuth & Permissions.`],
      appId,
      code,
    );
  if (code === 'bad_client_secret' || code === 'invalid_client_id')
    return failed(
      'Slack does not know this Slack app',
      ['Its client ID and client secret do not fit together. Whoever runs this Muster has to correct them.'],
      appId,
      code,
    );
  if (code === 'token_rotation_enabled')
    return failed(
      'Token rotation is on',
      [
        'This Slack app has token rotation switched on, with which its tokens end after 12 hours. Muster needs an app without it.',
      ],
      appId,
      code,
    );
  return failed('Slack refused', ['Slack did not accept the install.'], appId, code);
}

/** The permission is for another Slack app than the one that asked. */
export function wrongAppPage(expected: string, granted: string, appId: string): Page {
  return failed(
    'This is another Slack app',
    ['The client ID and the app-level token that were registered belong to two different Slack apps.'],
    appId,
    `expected ${expected}, got ${granted}`,
  );
}

/** Slack does not answer, or not sensibly. */
export function slackDownPage(code: string, appId: string | null): Page {
  return failed(
    'Slack does not answer',
    ['Slack could not be reached just now. Try again in a minute.'],
    appId,
    code,
  );
}

/** Postgres does not answer. */
export function storeDownPage(appId: string | null): Page {
  return failed(
    'One moment, please',
    ['Our own database does not answer just now. Try again in a minute.'],
    appId,
  );
}

/** What is stored of the Slack app does not open. */
export function sealBrokenPage(appId: string | null): Page {
  return failed(
    'The Slack app is locked',
    [
      'The stored client secret of this Slack app does not open with the keys of this Muster. Whoever runs it has ' +
        'to bring back the key in MUSTER_KEYS or register the app again.',
    ],
    appId,
  );
}

/** The bot was in this workspace already. */
export function refreshedPage(teamName: string, url: string): Page {
  return {
    tone: 'good',
    title: 'Already connected, refreshed',
    paragraphs: [
      `Muster was already connected to ${teamName}; its permission is refreshed now and nothing else changed.`,
      'You are taken to your workspace in a moment.',
    ],
    actions: [{ label: `Go to ${teamName}`, href: url }, CONSOLE],
    forward: { href: url, afterS: 5 },
  };
}

/** There is no such app to install. */
export function noAppPage(): Page {
  return {
    tone: 'neutral',
    title: 'There is no Slack app to add',
    paragraphs: [
      'Whoever runs this Muster has not connected a Slack app yet, or this address is out of date.',
    ],
    actions: [CONSOLE],
  };
}
