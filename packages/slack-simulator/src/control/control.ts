import type { FaultControl } from './faults.ts';
import type { IdentityControl } from './identity.ts';
import type { InteractivityControl } from './interactivity.ts';
import type { SimMessageQuery, SimMessages } from './messages.ts';
import type { OwnAppControl } from './own-apps.ts';
import type { SimRecord } from './record.ts';
import type {
  SimAppCredentials,
  SimCut,
  SimDisconnectReason,
  SimInstall,
  SimInstalled,
  SimNewApp,
  SimNewChannel,
  SimNewPerson,
  SimNewWorkspace,
  SimRevoke,
  SimSay,
  SimTokenChoice,
} from './requests.ts';
import type { SimSettings } from './settings.ts';
import type { SimState } from './state.ts';
import type { WireControl } from './wire.ts';

/** The control API refused: `code` in snake case (`unknown_channel`), `status` the HTTP status it has there. */
export class ControlError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'ControlError';
    this.code = code;
    this.status = status;
  }
}

/**
 * What a test or a page can do to the pretend Slack. Two implementations: `simulator.control` in the same
 * process, and `createControlClient(url)` over HTTP. Every function rejects with ControlError when refused.
 */
export interface Control
  extends InteractivityControl,
    IdentityControl,
    OwnAppControl,
    FaultControl,
    WireControl {
  state(): Promise<SimState>;
  record(page?: { readonly since?: number; readonly limit?: number }): Promise<SimRecord>;
  changeSettings(changes: Partial<SimSettings>): Promise<SimSettings>;

  messages(query: SimMessageQuery): Promise<SimMessages>;
  /** A person writes into a channel that they are in. */
  say(team: string, channel: string, message: SimSay): Promise<{ ts: string }>;
  edit(team: string, channel: string, ts: string, change: { user: string; text: string }): Promise<void>;
  /** `user`: who deletes; only the author may. */
  remove(team: string, channel: string, ts: string, user: string): Promise<void>;
  react(team: string, channel: string, ts: string, reaction: { user: string; name: string }): Promise<void>;
  /** Takes a person's reaction away. Repeatable. */
  unreact(team: string, channel: string, ts: string, reaction: { user: string; name: string }): Promise<void>;
  /** Slack finds a link's preview: the message changes, its text does not. */
  unfurl(team: string, channel: string, ts: string): Promise<void>;

  /** The direct message of a person with an app's bot, or with another person; opened if need be. Repeatable. */
  openIm(
    team: string,
    im: { user: string; appId: string } | { user: string; with: string },
  ): Promise<{ channel: string }>;
  addWorkspace(workspace: SimNewWorkspace): Promise<{ id: string }>;
  addPerson(team: string, person: SimNewPerson): Promise<{ id: string }>;
  /** Tells apps by `user_change`. */
  changePerson(team: string, user: string, changes: Partial<Omit<SimNewPerson, 'id'>>): Promise<void>;
  addChannel(team: string, channel: SimNewChannel): Promise<{ id: string }>;
  archiveChannel(team: string, channel: string, archived: boolean): Promise<void>;
  /** Adds a person or a bot. Repeatable. */
  invite(team: string, channel: string, user: string): Promise<void>;
  kick(team: string, channel: string, user: string): Promise<void>;
  /** Every token of the workspace answers `account_inactive` from now on, and nothing is delivered. */
  setActive(team: string, active: boolean): Promise<void>;

  addApp(app: SimNewApp): Promise<SimAppCredentials>;
  changeApp(appId: string, changes: Partial<Omit<SimNewApp, 'id'>>): Promise<void>;
  /** As Slack does with an app that hardly ever acks; `changeApp` (also without changes) switches them on again. */
  disableEvents(appId: string): Promise<void>;
  /** Without a browser; what OAuth would have given. Installing again keeps the bot user. */
  install(team: string, appId: string, options?: SimInstall): Promise<SimInstalled>;
  /** As from Slack's own screens: tokens die, `app_uninstalled` and `tokens_revoked` go out in either order. */
  uninstall(team: string, appId: string): Promise<void>;
  revokeToken(choice: SimRevoke): Promise<void>;
  restoreToken(choice: SimTokenChoice): Promise<void>;

  cut(appId: string, connectionId: string, how?: SimCut): Promise<void>;
  /** A muted connection stays open and gets payloads, but this Slack sends no pings on it and answers none. */
  mute(appId: string, connectionId: string, muted: boolean): Promise<void>;
  /** Sends the frame to all of the app's connections, or to one. `link_disabled` also refuses new ones. */
  disconnect(appId: string, reason: SimDisconnectReason, connectionId?: string): Promise<void>;
  /** After `link_disabled`. */
  enableSocketMode(appId: string): Promise<void>;
  /** A text frame exactly as given to one of the app's connections: for malformed and unknown envelopes. */
  sendRaw(appId: string, frame: string): Promise<void>;
  /** An event of any content, delivered like any other. */
  sendEvent(team: string, appId: string, event: Record<string, unknown>): Promise<{ eventId: string }>;
}
