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
  readonly apps: Pick<Store['apps'], 'list' | 'byId' | 'save' | 'secrets' | 'markTokenAccepted'>;
  readonly installations: Pick<Store['installations'], 'list' | 'byId' | 'save' | 'botToken' | 'remove'>;
  readonly oauthStates: Pick<Store['oauthStates'], 'issue' | 'use'>;
  readonly sessions: Pick<Store['sessions'], 'issueLink' | 'openFromLink' | 'open' | 'isOpen' | 'close'>;
  readonly slots: Pick<Store['slots'], 'list'>;
  readonly outbox: Pick<Store['outbox'], 'addMessage'>;
  readonly deadLetters: Pick<Store['deadLetters'], 'list' | 'replay'>;
  readonly audit: Pick<Store['audit'], 'add'>;
}

/** Reads the fleet, and tells the coordinators that what is wanted has changed. */
export type FleetReader = Pick<LeaseStore, 'fleet' | 'nudge'>;

/** Everything the routes need, opened and closed by the app. */
export interface GatewayParts {
  readonly config: GatewayConfig;
  /** Folder of the built console. */
  readonly consoleDir: string;
  readonly store: GatewayStore;
  readonly fleet: FleetReader;
  /** Wakes the lane of a stored message. A missed ring is made up for by the sweepers. */
  readonly bell: Pick<Bell, 'ring'>;
  readonly slackWeb: Pick<SlackWeb, 'authTest' | 'openConnection' | 'revoke'>;
  readonly slackOAuth: SlackOAuth;
  readonly metrics: Metrics;
  /** Whether what the environment sets has been saved: before that the gateway is not ready. */
  readonly isSettled: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}
