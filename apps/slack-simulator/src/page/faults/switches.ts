import type { SimSettings } from '@muster/slack-simulator/control';

/** A setting of the simulator in words. */
export interface Switch {
  readonly words: string;
  /** What it does, in a sentence. */
  readonly does: string;
  /** What Slack does is not known. */
  readonly isGuess?: true;
  /** The values that it can have, if it is one of a few words. */
  readonly choices?: readonly string[];
  /** A number that may also be "never". */
  readonly isNullable?: true;
}

export interface SwitchGroup {
  readonly name: string;
  readonly switches: Readonly<Partial<Record<keyof SimSettings, Switch>>>;
}

/** The simulator's settings, by what they are about. */
export const SWITCH_GROUPS: readonly SwitchGroup[] = [
  {
    name: 'Time',
    switches: {
      timeScale: {
        words: 'Time scale',
        does: 'How many times faster than real time timers go. 60 makes a minute of waiting one second.',
      },
    },
  },
  {
    name: 'Connections',
    switches: {
      helloDelayMs: {
        words: 'Hello after',
        does: 'How late new connections are greeted. A bot should give up one that is never greeted.',
        isNullable: true,
      },
      pingIntervalMs: { words: 'Ping every', does: 'How often connections are pinged; 0 is never.' },
      pongs: { words: 'Answer pings', does: 'Whether the pings of clients are answered.' },
      connectionLifeMs: {
        words: 'Life of a connection',
        does: 'Then come warning and refresh_requested; 0 is for ever.',
      },
      closeGraceMs: {
        words: 'Grace before closing',
        does: 'From warning to refresh_requested, and from that to the end.',
      },
      tcpLingerMs: {
        words: 'TCP stays open for',
        does: 'After the close handshake, as Slack keeps it. Clients that wait for its end wait so long.',
      },
      ghosts: {
        words: 'Leave ghosts',
        does: 'A connection that breaks off stays counted for a while and swallows payloads.',
        isGuess: true,
      },
      ghostLifeMs: {
        words: 'Ghosts stay for',
        does: 'How long they, and half-open connections, are counted and fed.',
        isGuess: true,
      },
      warnsBeforeRefresh: {
        words: 'Warn before the end',
        does: 'Whether warning comes before refresh_requested, as it does not always.',
      },
      maxConnections: { words: 'Connections per app', does: 'One more gets too_many_websockets.' },
      singleUseTickets: {
        words: 'Tickets open once',
        does: 'The address from apps.connections.open opens one connection only.',
        isGuess: true,
      },
      ticketLifeMs: {
        words: 'Life of a ticket',
        does: 'How long the address from apps.connections.open admits a connection.',
        isGuess: true,
      },
      closingTakesPayloads: {
        words: 'Payloads until the end',
        does: 'A connection that was asked to go still gets payloads until it is closed.',
        isGuess: true,
      },
      socketModeOffError: {
        words: 'Error while Socket Mode is off',
        does: 'What apps.connections.open answers after link_disabled.',
        isGuess: true,
      },
    },
  },
  {
    name: 'Events',
    switches: {
      ackTimeoutMs: { words: 'Ack within', does: 'An event that is not acked in this time comes again.' },
      retryDelaysMs: { words: 'Retry after', does: 'The waits before each repetition, separated by commas.' },
      delayedEvents: { words: 'Delayed Events', does: 'After those retries, hourly for a day.' },
      sameEnvelopeRepeats: {
        words: 'Retries look like first ones',
        does: 'Same envelope_id and retry_attempt 0. A bot must know events by their event_id.',
      },
      doubles: {
        words: 'Mentions come twice',
        does: 'A mention in a channel comes as app_mention and as message, in random order.',
      },
      unfurls: { words: 'Unfurl links', does: 'A link brings a message_changed without a change of text.' },
      deliveriesPerHour: {
        words: 'Events per hour',
        does: 'Per app and workspace. Beyond it comes app_rate_limited instead.',
      },
      disablesFailingApps: {
        words: 'Switch failing apps off',
        does: 'An app that hardly ever acks within an hour gets no more events.',
      },
    },
  },
  {
    name: 'Calls and interactivity',
    switches: {
      rateLimits: {
        words: 'Rate limits',
        does: 'Per method and workspace, and about one message per second and channel.',
      },
      connectionsPerMinute: {
        words: 'apps.connections.open per minute',
        does: 'Per app, while rate limits are on. Sources disagree between 1 and 50.',
        isGuess: true,
      },
      triggerLifeMs: { words: 'Life of a trigger_id', does: 'A modal must be opened within so long.' },
      responseUrlLifeMs: { words: 'Life of a response_url', does: 'Later uses are refused.' },
      responseUrlUses: { words: 'Uses of a response_url', does: 'More are refused.' },
      answersReplace: {
        words: 'Answers replace',
        does: 'An answer to a click that does not say whether it replaces the message does.',
        isGuess: true,
      },
    },
  },
  {
    name: 'Installing and tokens',
    switches: {
      newTokenOnReinstall: {
        words: 'New token when installed again',
        does: 'The old one stays alive. Otherwise the token is the same.',
        isGuess: true,
      },
      codeLifeMs: { words: 'Life of a code', does: 'Between the two steps of OAuth.' },
      usedCodeError: {
        words: 'Error for a used code',
        does: 'What oauth.v2.access answers the second time.',
        isGuess: true,
        choices: ['invalid_code', 'code_already_used'],
      },
      accessTokenLifeMs: { words: 'Life of a rotating token', does: 'Then it must be refreshed.' },
      refreshGraceMs: {
        words: 'Grace of a used refresh token',
        does: 'It can be used again for so long. Two refreshers at once lose it otherwise.',
        isGuess: true,
      },
      revokeRetiresBot: {
        words: 'auth.revoke retires the bot',
        does: 'It leaves its channels and hears no more events.',
        isGuess: true,
      },
    },
  },
];

/** Settings that have no words here, under their own names, so that none is out of reach. */
export function otherSwitches(settings: SimSettings): SwitchGroup | null {
  const known = new Set(SWITCH_GROUPS.flatMap((group) => Object.keys(group.switches)));
  const others = Object.keys(settings).filter((name) => !known.has(name));
  if (others.length === 0) return null;
  return {
    name: 'Others',
    switches: Object.fromEntries(others.map((name) => [name, { words: name, does: '' }])),
  };
}
