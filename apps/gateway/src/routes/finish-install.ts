import type { ExchangeResult, Grant } from '@muster/slack/oauth';
import type { SaveOutcome } from '@muster/store';
import { hashSecret } from '../auth/secrets.ts';
import { isSealBroken, isStoreAway } from '../errors.ts';
import {
  deniedPage,
  exchangeRefusedPage,
  noAppPage,
  refreshedPage,
  sealBrokenPage,
  slackDownPage,
  stateTroublePage,
  storeDownPage,
  wrongAppPage,
} from '../pages/install-pages.ts';
import type { Page } from '../pages/page.ts';
import type { GatewayParts } from '../parts.ts';
import { nudge } from './nudge.ts';
import { teamDomainOf, workspaceUrl } from './workspace-url.ts';

/** What Slack sent the browser back with. `browser` is the secret from the browser's own cookie. */
export interface Comeback {
  readonly code: string | undefined;
  readonly state: string | undefined;
  readonly error: string | undefined;
  readonly browser: string | undefined;
  readonly redirectUrl: string;
}

/** How an install ends: in the workspace, or with a page. `outcome` is for the metrics. */
export type InstallEnd =
  | { readonly kind: 'land'; readonly url: string; readonly outcome: string }
  | { readonly kind: 'page'; readonly status: number; readonly page: Page; readonly outcome: string };

/**
 * Finishes an install. It saves all or nothing: the installation is written last, in one transaction, once the
 * code was exchanged and the new token was tried. Never rejects for what a person, Slack or Postgres may do.
 */
export async function finishInstall(parts: GatewayParts, comeback: Comeback): Promise<InstallEnd> {
  let appId: string | null = null;
  try {
    const state = await useState(parts, comeback);
    if (state.kind === 'ok') appId = state.appId;
    if (comeback.error !== undefined) return page(400, deniedPage(comeback.error, appId), 'denied');
    if (state.kind !== 'ok')
      return page(
        state.kind === 'missing' ? 400 : 401,
        stateTroublePage(troubleOf(state.kind)),
        `state-${state.kind}`,
      );
    if (!comeback.code)
      return page(400, exchangeRefusedPage('invalid_code', comeback.redirectUrl, state.appId), 'no-code');
    return await exchange(parts, state.appId, comeback.code, comeback.redirectUrl);
  } catch (error) {
    if (isStoreAway(error)) return page(503, storeDownPage(appId), 'store-away');
    if (isSealBroken(error)) {
      parts.log.error({ appId, error }, 'the secret of a Slack app does not open');
      return page(500, sealBrokenPage(appId), 'seal-broken');
    }
    throw error;
  }
}

type StateKind = Exclude<Awaited<ReturnType<typeof useState>>['kind'], 'ok'>;

function troubleOf(kind: StateKind) {
  return kind === 'missing' ? 'unknown' : kind;
}

async function useState({ store }: GatewayParts, { state, browser }: Comeback) {
  if (!state) return { kind: 'missing' as const };
  return store.oauthStates.use({
    stateHash: hashSecret(state),
    // A browser without a cookie is another browser than the one that began.
    browserHash: browser === undefined ? '' : hashSecret(browser),
  });
}

async function exchange(
  parts: GatewayParts,
  appId: string,
  code: string,
  redirectUrl: string,
): Promise<InstallEnd> {
  const app = await parts.store.apps.byId(appId);
  const secrets = await parts.store.apps.secrets(appId);
  if (!app?.clientId || !secrets?.clientSecret) return page(404, noAppPage(), 'no-app');
  const { clientId } = app;
  const exchanged = await parts.slackOAuth.exchangeCode({
    clientId,
    clientSecret: secrets.clientSecret,
    code,
    redirectUrl,
  });
  if (exchanged.kind !== 'ok') return exchangeTrouble(parts, exchanged, appId, redirectUrl);
  const { grant } = exchanged;
  if (grant.appId !== appId) return page(400, wrongAppPage(appId, grant.appId, appId), 'wrong-app');
  return saveGrant(parts, appId, grant, redirectUrl);
}

function exchangeTrouble(
  { log }: GatewayParts,
  result: Exclude<ExchangeResult, { kind: 'ok' }>,
  appId: string,
  redirectUrl: string,
): InstallEnd {
  log.warn({ appId, kind: result.kind, code: result.code }, 'Slack did not exchange a code');
  return result.kind === 'refused'
    ? page(400, exchangeRefusedPage(result.code, redirectUrl, appId), 'code-refused')
    : page(502, slackDownPage(result.code, appId), 'slack-away');
}

async function saveGrant(
  parts: GatewayParts,
  appId: string,
  grant: Grant,
  redirectUrl: string,
): Promise<InstallEnd> {
  const { store, slackWeb, log } = parts;
  const tried = await slackWeb.authTest(grant.botToken);
  if (tried.kind !== 'ok') {
    log.warn({ appId, ...tried }, 'a new bot token could not be tried');
    if (tried.kind === 'rate-limited') return page(502, slackDownPage('ratelimited', appId), 'slack-away');
    return tried.kind === 'unavailable'
      ? page(502, slackDownPage(tried.code, appId), 'slack-away')
      : page(400, exchangeRefusedPage(tried.code, redirectUrl, appId), 'token-refused');
  }
  const url = workspaceUrl(tried.url);
  const teamName = grant.teamName || tried.teamName;
  const { id, outcome } = await store.installations.save({
    appId,
    enterpriseId: grant.enterpriseId,
    teamId: grant.teamId,
    teamName,
    teamDomain: url === null ? '' : teamDomainOf(url),
    url: url ?? '',
    isEnterpriseInstall: grant.isEnterpriseInstall,
    botUserId: grant.botUserId,
    botId: tried.botId,
    scopes: grant.scopes,
    botToken: grant.botToken,
    installedBy: `slack:${grant.installedBy}`,
  });
  nudge(parts);
  log.info({ workspaceId: id, appId, teamId: grant.teamId, outcome }, 'workspace connected');
  return landing(outcome, teamName, url);
}

function landing(outcome: SaveOutcome, teamName: string, url: string | null): InstallEnd {
  const home = url ?? '/';
  if (outcome === 'refreshed') return page(200, refreshedPage(teamName, home), outcome);
  return { kind: 'land', url: home, outcome };
}

function page(status: number, shown: Page, outcome: string): InstallEnd {
  return { kind: 'page', status, page: shown, outcome };
}
