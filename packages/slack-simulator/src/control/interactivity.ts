/**
 * What a person put into an element: the text of a field, the value of an option, several of them, the id of a
 * person or channel, a date (`2026-11-25`), a time (`09:30`), seconds since 1970 as text; null: nothing.
 */
export type SimInput = string | readonly string[] | null;

/** By `block_id`, then `action_id`. Elements that are left out keep their initial value. */
export type SimInputs = Readonly<Record<string, Readonly<Record<string, SimInput>>>>;

/** Where an element is: in a message, or in a modal or Home tab. */
export type SimSurface =
  | { readonly type: 'message'; readonly channel: string; readonly ts: string }
  | { readonly type: 'view'; readonly viewId: string };

/** Someone types `/command text`. */
export interface SimSlashCommand {
  readonly appId: string;
  readonly user: string;
  readonly channel: string;
  /** With its slash. */
  readonly command: string;
  readonly text: string;
}

/** Someone presses a button or changes an element. */
export interface SimAction {
  readonly user: string;
  readonly surface: SimSurface;
  readonly actionId: string;
  /** Needed only where two elements of the surface share the action id. */
  readonly blockId?: string;
  /** What was chosen; a button has its own value. */
  readonly input?: SimInput;
  /** What else was filled in on the surface. */
  readonly inputs?: SimInputs;
}

/** Someone searches in a menu whose options the app provides (`external_select`). */
export interface SimOptionSearch {
  readonly user: string;
  readonly surface: SimSurface;
  readonly actionId: string;
  readonly blockId?: string;
  readonly query: string;
}

export interface SimOption {
  readonly label: string;
  readonly value: string;
}

/** Someone picks a shortcut of an app; one for messages needs the message. */
export interface SimShortcutUse {
  readonly user: string;
  readonly appId: string;
  readonly callbackId: string;
  readonly message?: { readonly channel: string; readonly ts: string };
}

export interface SimSubmission {
  readonly user: string;
  readonly viewId: string;
  readonly inputs: SimInputs;
}

/**
 * What became of a submission. `invalid`: the simulator itself refused it, a needed input is empty (`errors` by
 * `block_id`), and the app heard nothing. `errors`: the app refused it. `failed`: the app did not ack in time.
 */
export type SimSubmitted =
  | { readonly outcome: 'closed' | 'updated' | 'pushed' | 'failed' }
  | { readonly outcome: 'invalid' | 'errors'; readonly errors: Readonly<Record<string, string>> };

/** A modal or a Home tab, as Slack's payloads and `views.*` answers have it (https://docs.slack.dev/surfaces/modals). */
export interface SimView {
  readonly id: string;
  readonly team_id: string;
  readonly type: 'modal' | 'home';
  readonly blocks: readonly unknown[];
  readonly private_metadata: string;
  readonly callback_id: string;
  readonly external_id: string;
  /** `values` by `block_id` and `action_id`. */
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  /** Changes with the view. */
  readonly hash: string;
  /** Plain text objects; a Home tab's have one title, and null for the others. */
  readonly title: unknown;
  readonly submit: unknown;
  readonly close: unknown;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly submit_disabled?: boolean;
  readonly root_view_id: string | null;
  readonly previous_view_id: string | null;
  readonly app_id: string;
  readonly app_installed_team_id: string;
  readonly bot_id: string;
}

/** Commands, buttons, shortcuts, modals and the Home tab. */
export interface InteractivityControl {
  /** Answered by the app's ack or over the `response_url`; without an ack Slackbot tells the person. */
  slash(team: string, command: SimSlashCommand): Promise<void>;
  act(team: string, action: SimAction): Promise<void>;
  suggest(team: string, search: SimOptionSearch): Promise<{ options: readonly SimOption[] }>;
  shortcut(team: string, use: SimShortcutUse): Promise<void>;
  /** The modals that a person sees, the topmost last. */
  views(team: string, user: string): Promise<readonly SimView[]>;
  /** Answers once the app's ack is there, or its time is over. */
  submitView(team: string, submission: SimSubmission): Promise<SimSubmitted>;
  /** Closes the topmost modal, or with `all` every one of its app. */
  closeView(team: string, closing: { user: string; viewId: string; all?: boolean }): Promise<void>;
  /** Someone looks at an app's Home tab: the app hears `app_home_opened`. Null while it has published none. */
  openHome(team: string, opening: { user: string; appId: string }): Promise<{ view: SimView | null }>;
  /** The Home tab that a person would see now, without telling the app. */
  home(team: string, user: string, appId: string): Promise<{ view: SimView | null }>;
}
