import type { Clock, Log } from '@muster/fleet';
import type { LeaseStore } from '@muster/leases';
import type { Metrics } from '@muster/process';
import type { Bell } from '@muster/queue';
import type { SlackOAuth } from '@muster/slack/oauth';
import type { SlackWeb } from '@muster/slack/web';
import type { Store } from '@muster/store';
import type { GatewayConfig } from './config.ts';

/** What of the store the gateway uses. */
export interface GatewayStore {
  ready(): Promise<boolean>;
  resealSecrets: Store['resealSecrets'];
  backlog: Store['backlog'];
  readonly gaps: Pick<Store['gaps'], 'list'>;
  readonly apps: Pick<Store['apps'], 'list' | 'wanted' | 'byId' | 'save' | 'secrets' | 'markTokenAccepted'>;
  readonly installations: Pick<Store['installations'], 'list' | 'byId' | 'save' | 'botToken' | 'remove'>;
  readonly oauthStates: Pick<Store['oauthStates'], 'issue' | 'use'>;
  readonly sessions: Pick<Store['sessions'], 'issueLink' | 'openFromLink' | 'open' | 'isOpen' | 'close'>;
  readonly slots: Pick<Store['slots'], 'list'>;
  readonly outbox: Pick<Store['outbox'], 'addMessage'>;
  readonly deadLetters: Pick<Store['deadLetters'], 'list' | 'replay'>;
  readonly deaths: Pick<Store['deaths'], 'release'>;
  readonly audit: Pick<Store['audit'], 'add'>;
}

/** Reads the fleet, and tells coordinators and workers what a person changed or asked for. */
export type FleetReader = Pick<LeaseStore, 'fleet' | 'snapshots' | 'nudge' | 'retry' | 'drain'>;

/** How far the gateway has come with what the environment sets. */
export interface Settling {
  /** The shared app is saved, or there is none: before that the gateway is not ready. */
  readonly isAppSaved: boolean;
  /** Why the workspace of SLACK_BOT_TOKEN is not connected, for people; null while nothing is wrong. */
  readonly botTokenTrouble: string | null;
}

/** Everything the routes need, opened and closed by the app. */
export interface GatewayParts {
  /** The process's id in the fleet. */
  readonly id: string;
  readonly config: GatewayConfig;
  /** Folder of the built console. */
  readonly consoleDir: string;
  readonly store: GatewayStore;
  readonly fleet: FleetReader;
  /** Wakes the lane of a stored message. A missed ring is made up for by the sweepers. */
  readonly bell: Pick<Bell, 'ring' | 'depth'>;
  readonly slackWeb: Pick<SlackWeb, 'authTest' | 'appOfBot' | 'openConnection' | 'revoke'>;
  readonly slackOAuth: SlackOAuth;
  readonly metrics: Metrics;
  /** How far what the environment sets has been saved. */
  readonly settling: () => Settling;
  readonly clock: Clock;
  readonly log: Log;
}
