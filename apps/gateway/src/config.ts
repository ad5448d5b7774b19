import {
  address,
  backingSettings,
  ConfigurationError,
  type Environment,
  parsedBy,
  readConfig,
  slackApiUrl,
  wholeNumber,
} from '@muster/process';
import { KEYS_FORM, parseKeys, type SealingKeys } from '@muster/store';
import { z } from 'zod';

/** The shared Slack app as it is set in the environment. */
export interface SharedApp {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appToken: string;
  /** A bot token installed by hand, for a first try where Slack cannot come back. */
  readonly botToken: string | null;
}

export interface GatewayConfig {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  readonly keys: SealingKeys;
  readonly operatorToken: string;
  /** Origin under which browsers reach the gateway, without a slash at the end. */
  readonly publicUrl: string;
  readonly host: string;
  readonly port: number;
  readonly slackApiUrl: string;
  readonly slackAuthorizeUrl: string;
  /** Slack's list of one's apps, where new ones are made. */
  readonly slackAppsUrl: string;
  /** How many connections a new Slack app gets. */
  readonly connectionsPerApp: number;
  readonly sharedApp: SharedApp | null;
  readonly logLevel: Variables['LOG_LEVEL'];
}

const APP_TOKEN = /^xapp-\d+-(A[A-Z0-9]+)-/;
const SHARED_APP_NAMES = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_APP_TOKEN'] as const;

const shape = {
  ...backingSettings,
  MUSTER_KEYS: parsedBy(parseKeys, KEYS_FORM),
  MUSTER_OPERATOR_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters; make one with `openssl rand -hex 32`'),
  PUBLIC_URL: address(['http', 'https'])
    .refine(isOrigin, 'must be an origin without a path, like https://muster.example.com')
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(3000),
  SLACK_API_URL: slackApiUrl,
  SLACK_AUTHORIZE_URL: address(['https', 'http']).default('https://slack.com/oauth/v2/authorize'),
  SLACK_APPS_URL: address(['https', 'http']).default('https://api.slack.com/apps'),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().regex(APP_TOKEN, 'must be an app-level token like xapp-1-A…-…-…').optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, 'must be a bot token like xoxb-…')
    .optional(),
  MUSTER_CONNECTIONS_PER_APP: wholeNumber(1, 8).default(2),
};

type Variables = z.infer<z.ZodObject<typeof shape>>;

/** Reads the gateway's settings. Throws one ConfigurationError that lists every problem. */
export function readGatewayConfig(environment: Environment): GatewayConfig {
  const variables = readConfig(shape, environment, checkSharedApp);
  return Object.freeze({
    databaseUrl: variables.DATABASE_URL,
    redisUrl: variables.REDIS_URL,
    redisPrefix: variables.MUSTER_REDIS_PREFIX,
    keys: variables.MUSTER_KEYS,
    operatorToken: variables.MUSTER_OPERATOR_TOKEN,
    publicUrl: new URL(variables.PUBLIC_URL ?? `http://localhost:${variables.PORT}`).origin,
    host: variables.HOST,
    port: variables.PORT,
    slackApiUrl: variables.SLACK_API_URL,
    slackAuthorizeUrl: variables.SLACK_AUTHORIZE_URL,
    slackAppsUrl: variables.SLACK_APPS_URL,
    connectionsPerApp: variables.MUSTER_CONNECTIONS_PER_APP,
    sharedApp: readSharedApp(variables),
    logLevel: variables.LOG_LEVEL,
  });
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
}

function checkSharedApp(variables: Variables): string[] {
  const missing = SHARED_APP_NAMES.filter((name) => variables[name] === undefined);
  if (missing.length === SHARED_APP_NAMES.length)
    return variables.SLACK_BOT_TOKEN === undefined
      ? []
      : [`SLACK_BOT_TOKEN: set ${SHARED_APP_NAMES.join(', ')} of the same Slack app too`];
  return missing.map(
    (name) => `${name}: missing; set ${SHARED_APP_NAMES.join(', ')} together, or none of them`,
  );
}

function readSharedApp(variables: Variables): SharedApp | null {
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_APP_TOKEN } = variables;
  if (!SLACK_CLIENT_ID || !SLACK_CLIENT_SECRET || !SLACK_APP_TOKEN) return null;
  const id = appIdOfToken(SLACK_APP_TOKEN);
  if (id === null) throw new ConfigurationError(['SLACK_APP_TOKEN: must be an app-level token']);
  return {
    id,
    clientId: SLACK_CLIENT_ID,
    clientSecret: SLACK_CLIENT_SECRET,
    appToken: SLACK_APP_TOKEN,
    botToken: variables.SLACK_BOT_TOKEN ?? null,
  };
}

/** The id of the Slack app that an app-level token belongs to, which stands inside it. */
export function appIdOfToken(appToken: string): string | null {
  return APP_TOKEN.exec(appToken)?.[1] ?? null;
}
