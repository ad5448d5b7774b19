import type { SimState } from '@muster/slack-simulator/control';
import { describe, expect, it } from 'vitest';
import { directMessageWith, nameOf, sceneOf } from './scene.ts';
import { addressOf, readView, type Tab, type View } from './view.ts';

const person = (id: string) => ({ id, name: id, realName: id, timeZone: 'UTC', color: '112233' });
const channel = (id: string, kind: 'channel' | 'private' | 'im', members: string[]) => ({
  id,
  name: id,
  kind,
  members,
});
const state = {
  workspaces: [
    {
      id: 'T1',
      name: 'Acme',
      domain: 'acme',
      people: [person('U1'), person('U2')],
      channels: [
        channel('C1', 'channel', ['U1', 'U2']),
        channel('C2', 'private', ['U2']),
        channel('D1', 'im', ['U1', 'UB']),
      ],
      apps: [{ appId: 'A1', name: 'Muster', botUserId: 'UB', installed: true }],
    },
    { id: 'T2', name: 'Globex', domain: 'globex', people: [person('U3')], channels: [], apps: [] },
  ],
  apps: [{ id: 'A1', name: 'Muster', installUrl: null, connections: [], features: { homeTab: true } }],
} as unknown as SimState;

const view = (part: Partial<View>): View => ({
  team: null,
  person: null,
  channel: null,
  thread: null,
  pane: null,
  tab: null,
  wire: null,
  message: null,
  ...part,
});

describe('what an address shows', () => {
  it('is the first workspace, person and channel by itself', () => {
    expect(sceneOf(state, view({}), null)?.view).toMatchObject({ team: 'acme', person: 'U1', channel: 'C1' });
  });

  it('falls back for what does not exist', () => {
    const scene = sceneOf(state, view({ team: 'nowhere', person: 'U9', channel: 'C9', thread: '1.2' }), null);
    expect(scene?.view).toMatchObject({ team: 'acme', person: 'U1', channel: 'C1', thread: null });
  });

  it('is the person whom one chose before, unless the address says otherwise', () => {
    const shown = (part: Partial<View>, who: { team: string; user: string }) =>
      sceneOf(state, view(part), who)?.view.person;
    expect(shown({}, { team: 'T1', user: 'U2' })).toBe('U2');
    expect(shown({}, { team: 'T2', user: 'U3' })).toBe('U3');
    expect(shown({ team: 'acme' }, { team: 'T2', user: 'U3' })).toBe('U1');
    expect(shown({ person: 'U1' }, { team: 'T1', user: 'U2' })).toBe('U1');
    expect(shown({}, { team: 'T9', user: 'U9' })).toBe('U1');
  });

  it('shows nobody the channels of others', () => {
    const scene = sceneOf(state, view({ person: 'U1', channel: 'C2' }), null);
    expect(scene?.channel?.id).toBe('C1');
    expect(scene?.channels.map((one) => one.id)).toEqual(['C1']);
  });

  it('knows the bot of a direct message', () => {
    const scene = sceneOf(state, view({ channel: 'D1' }), null);
    expect(scene?.partner).toEqual({ appId: 'A1', name: 'Muster', userId: 'UB', isOnline: false });
    expect(scene?.partner && directMessageWith(scene, scene.partner.userId)?.id).toBe('D1');
  });

  it('knows whose direct message it was once the bot was removed', () => {
    const [acme, ...others] = state.workspaces;
    const apps = acme?.apps.map((app) => ({ ...app, installed: false }));
    const without = { ...state, workspaces: [{ ...acme, apps }, ...others] } as SimState;
    const scene = sceneOf(without, view({ channel: 'D1' }), null);
    expect(scene).toMatchObject({ partner: null, formerPartner: { id: 'A1' }, channel: { id: 'D1' } });
    expect(scene?.channel && nameOf(scene, scene.channel)).toBe('Muster');
    expect(sceneOf(without, view({ channel: 'C1' }), null)?.formerPartner).toBeNull();
  });

  it('offers the apps that a workspace lacks', () => {
    expect(sceneOf(state, view({ team: 'globex' }), null)?.absentApps.map((app) => app.id)).toEqual(['A1']);
    expect(sceneOf(state, view({ team: 'acme' }), null)?.absentApps).toEqual([]);
  });

  it('leads to a message of the channel that the address names', () => {
    expect(sceneOf(state, view({ channel: 'C1', message: '17.01' }), null)?.linkedTs).toBe('17.01');
    expect(
      sceneOf(state, view({ person: 'U1', channel: 'C2', message: '17.01' }), null)?.linkedTs,
    ).toBeNull();
    expect(readView(addressOf(view({ channel: 'C1', message: '17.01' }))).message).toBe('17.01');
  });

  it('knows the people of other workspaces, for channels that are shared', () => {
    const everyone = sceneOf(state, view({ team: 'acme' }), null)?.everyone;
    expect(everyone?.get('U3')).toMatchObject({ name: 'U3', workspace: { name: 'Globex' } });
    expect(everyone?.get('UB')).toMatchObject({ name: 'Muster', isBot: true });
  });

  it('has tabs only in the direct message of an app, and a Home only if the app has one', () => {
    const tabOf = (from: SimState, channel: string, tab: Tab) =>
      sceneOf(from, view({ channel, tab }), null)?.view.tab;
    expect(tabOf(state, 'D1', 'home')).toBe('home');
    expect(tabOf(state, 'D1', 'about')).toBe('about');
    expect(tabOf(state, 'C1', 'home')).toBeNull();
    const homeless = state.apps.map((app) => ({ ...app, features: { ...app.features, homeTab: false } }));
    expect(tabOf({ ...state, apps: homeless }, 'D1', 'home')).toBeNull();
  });

  it('is nothing without a workspace', () => {
    expect(sceneOf({ ...state, workspaces: [] }, view({}), null)).toBeNull();
  });

  it('survives the way into the address bar and back', () => {
    const shown = view({ team: 'acme', person: 'U1', channel: 'C1', thread: '17.01', pane: 'connections' });
    expect(readView(addressOf(shown))).toEqual(shown);
    expect(readView(addressOf(view({ tab: 'home' }))).tab).toBe('home');
    expect(readView('/?tab=cellar').tab).toBeNull();
    expect(addressOf(view({}))).toBe('/');
    expect(addressOf(view({ team: 'acme' }))).toBe('/workspaces/acme/');
  });
});
