/** A workspace as the control API shows it. */
export interface SimPerson {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly timeZone: string;
  readonly color: string;
}
export interface SimChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'private' | 'im' | 'mpim';
  readonly members: readonly string[];
}
export interface SimWorkspace {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly people: readonly SimPerson[];
  readonly channels: readonly SimChannel[];
  readonly apps: readonly { appId: string; name: string; botUserId: string | null; installed: boolean }[];
}
export interface SimConnection {
  readonly id: string;
  readonly openedAt: number;
  readonly state: string;
  readonly delivered: number;
  readonly acked: number;
  readonly host: string;
}
export interface SimApp {
  readonly id: string;
  readonly name: string;
  readonly installUrl: string | null;
  readonly connections: readonly SimConnection[];
}
export interface SimState {
  readonly workspaces: readonly SimWorkspace[];
  readonly apps: readonly SimApp[];
}
export interface SimMessage {
  readonly ts: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly text?: string;
  readonly blocks?: readonly unknown[];
  readonly thread_ts?: string;
  readonly reply_count?: number;
  readonly edited?: { ts: string };
  readonly ephemeral?: boolean;
}

interface Place {
  readonly team: string;
  readonly channel: string;
  readonly person: string;
}

export function getState(): Promise<SimState> {
  return call('GET', '/state');
}

export async function getMessages(
  where: Place & { readonly thread: string | null },
): Promise<readonly SimMessage[]> {
  const parameters = new URLSearchParams({ as: where.person });
  if (where.thread) parameters.set('thread_ts', where.thread);
  const answer = await call<{ messages: readonly SimMessage[] }>(
    'GET',
    `${pathOf(where)}/messages?${parameters}`,
  );
  return answer.messages;
}

export function say(
  what: Place & { readonly thread: string | null; readonly text: string },
): Promise<{ ts: string }> {
  return call('POST', `${pathOf(what)}/messages`, {
    user: what.person,
    text: what.text,
    ...(what.thread ? { thread_ts: what.thread } : {}),
  });
}

export function editMessage(which: Place & { readonly ts: string }, text: string): Promise<unknown> {
  return call('PATCH', `${pathOf(which)}/messages/${which.ts}`, { user: which.person, text });
}

export function deleteMessage(which: Place & { readonly ts: string }): Promise<unknown> {
  return call('DELETE', `${pathOf(which)}/messages/${which.ts}?user=${encodeURIComponent(which.person)}`);
}

/** Returns the id of the person's direct message with the app's bot; opens it if there was none. */
export async function openDirectMessage(team: string, person: string, appId: string): Promise<string> {
  const answer = await call<{ channel: string }>('POST', `/workspaces/${encodeURIComponent(team)}/im`, {
    user: person,
    appId,
  });
  return answer.channel;
}

export function uninstallApp(team: string, appId: string): Promise<unknown> {
  return call(
    'POST',
    `/workspaces/${encodeURIComponent(team)}/apps/${encodeURIComponent(appId)}/uninstall`,
    {},
  );
}

export function cutConnection(appId: string, connection: string): Promise<unknown> {
  return call(
    'POST',
    `/apps/${encodeURIComponent(appId)}/connections/${encodeURIComponent(connection)}/cut`,
    {},
  );
}

export function sendDisconnect(appId: string, reason: string): Promise<unknown> {
  return call('POST', `/apps/${encodeURIComponent(appId)}/disconnect`, { reason });
}

function pathOf(where: Place): string {
  return `/workspaces/${encodeURIComponent(where.team)}/channels/${encodeURIComponent(where.channel)}`;
}

/** Calls the control API. Rejects with the simulator's own words if it refused. */
async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`/_sim${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Error(reasonOf(answer) ?? `the simulator answered ${response.status}`);
  return answer as Answer;
}

function reasonOf(answer: unknown): string | null {
  const error = (answer as { error?: unknown } | null)?.error;
  if (typeof error === 'string') return error;
  const message = (error as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : null;
}
