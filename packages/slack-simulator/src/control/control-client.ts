import { type Control, ControlError } from './control.ts';
import type { SimMessageQuery } from './messages.ts';

/** The control API of the simulator at `url` (`http://localhost:3100`). Works in Node and in browsers. */
export function createControlClient(url: string): Control {
  const call = caller(new URL('/_sim', url).href);
  return { ...readings(call), ...conversation(call), ...places(call), ...apps(call), ...transport(call) };
}

type Call = <Answer>(
  method: string,
  path: readonly string[],
  body?: unknown,
  query?: string,
) => Promise<Answer>;

function caller(base: string): Call {
  return async <Answer>(method: string, path: readonly string[], body?: unknown, query = '') => {
    const address = `${base}/${path.map(encodeURIComponent).join('/')}${query}`;
    const response = await fetch(address, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer = (await response.json().catch(() => null)) as Answer & {
      error?: { code: string; message: string };
    };
    if (!response.ok) {
      const { code = 'failed', message = `${method} ${address}: ${response.status}` } = answer?.error ?? {};
      throw new ControlError(code, message, response.status);
    }
    return answer;
  };
}

type Part<Name extends keyof Control> = Pick<Control, Name>;

function readings(call: Call): Part<'state' | 'record' | 'changeSettings' | 'messages'> {
  return {
    state: () => call('GET', ['state']),
    record: (page = {}) => call('GET', ['record'], undefined, queryOf({ ...page })),
    changeSettings: (changes) => call('PATCH', ['settings'], changes),
    messages: ({ team, channel, threadTs, ...rest }: SimMessageQuery) =>
      call(
        'GET',
        ['workspaces', team, 'channels', channel, 'messages'],
        undefined,
        queryOf({ ...rest, thread_ts: threadTs }),
      ),
  };
}

function conversation(call: Call): Part<'say' | 'edit' | 'remove' | 'react' | 'unfurl' | 'click' | 'slash'> {
  const at = (team: string, channel: string, ...rest: string[]) => [
    'workspaces',
    team,
    'channels',
    channel,
    ...rest,
  ];
  return {
    say: (team, channel, message) => call('POST', at(team, channel, 'messages'), message),
    edit: (team, channel, ts, change) => call('PATCH', at(team, channel, 'messages', ts), change),
    remove: (team, channel, ts, user) =>
      call('DELETE', at(team, channel, 'messages', ts), undefined, queryOf({ user })),
    react: (team, channel, ts, reaction) =>
      call('POST', at(team, channel, 'messages', ts, 'reactions'), reaction),
    unfurl: (team, channel, ts) => call('POST', at(team, channel, 'messages', ts, 'unfurl'), {}),
    click: (team, channel, click) => call('POST', at(team, channel, 'click'), click),
    slash: (team, command) => call('POST', ['workspaces', team, 'slash'], command),
  };
}

function places(
  call: Call,
): Part<
  | 'openIm'
  | 'addWorkspace'
  | 'addPerson'
  | 'changePerson'
  | 'addChannel'
  | 'archiveChannel'
  | 'invite'
  | 'kick'
  | 'setActive'
> {
  const members = (team: string, channel: string) => ['workspaces', team, 'channels', channel, 'members'];
  return {
    openIm: (team, im) => call('POST', ['workspaces', team, 'im'], im),
    addWorkspace: (workspace) => call('POST', ['workspaces'], workspace),
    addPerson: (team, person) => call('POST', ['workspaces', team, 'people'], person),
    changePerson: (team, user, changes) => call('PATCH', ['workspaces', team, 'people', user], changes),
    addChannel: (team, channel) => call('POST', ['workspaces', team, 'channels'], channel),
    archiveChannel: (team, channel, archived) =>
      call('PATCH', ['workspaces', team, 'channels', channel], { archived }),
    invite: (team, channel, user) => call('POST', members(team, channel), { user }),
    kick: (team, channel, user) => call('DELETE', [...members(team, channel), user]),
    setActive: (team, active) => call('POST', ['workspaces', team, active ? 'activate' : 'deactivate'], {}),
  };
}

function apps(
  call: Call,
): Part<'addApp' | 'changeApp' | 'install' | 'uninstall' | 'revokeToken' | 'restoreToken'> {
  const inTeam = (team: string, appId: string, verb: string) => ['workspaces', team, 'apps', appId, verb];
  return {
    addApp: (app) => call('POST', ['apps'], app),
    changeApp: (appId, changes) => call('PATCH', ['apps', appId], changes),
    install: (team, appId, options = {}) => call('POST', inTeam(team, appId, 'install'), options),
    uninstall: (team, appId) => call('POST', inTeam(team, appId, 'uninstall'), {}),
    revokeToken: (choice) => call('POST', ['tokens', 'revoke'], choice),
    restoreToken: (choice) => call('POST', ['tokens', 'restore'], choice),
  };
}

function transport(
  call: Call,
): Part<'cut' | 'disconnect' | 'enableSocketMode' | 'sendRaw' | 'sendEvent' | 'addFault' | 'clearFaults'> {
  return {
    cut: (appId, connectionId, how = 'reset') =>
      call('POST', ['apps', appId, 'connections', connectionId, 'cut'], { how }),
    disconnect: (appId, reason, connectionId) =>
      call('POST', ['apps', appId, 'disconnect'], { reason, connectionId }),
    enableSocketMode: (appId) => call('POST', ['apps', appId, 'enable-socket-mode'], {}),
    sendRaw: (appId, frame) => call('POST', ['apps', appId, 'frames'], { frame }),
    sendEvent: (team, appId, event) => call('POST', ['workspaces', team, 'apps', appId, 'events'], event),
    addFault: (fault) => call('POST', ['faults'], fault),
    clearFaults: () => call('DELETE', ['faults']),
  };
}

function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, `${value}`);
  return query.size === 0 ? '' : `?${query}`;
}
