import { expect, it } from 'vitest';
import type { Scene } from '../shell/scene.ts';
import { conversationsFor, directoryOf, publicChannels } from './directory.ts';

const channel = (id: string, kind: string, members: string[], archived = false) => ({
  id,
  name: id.toLowerCase(),
  kind,
  members,
  archived,
});
const people = [
  { id: 'U1', name: 'ana', realName: 'Ana Lee' },
  { id: 'U2', name: 'ben', realName: 'Ben Ode' },
];
const scene = {
  workspace: {
    people,
    apps: [{ appId: 'A1', name: 'Muster', botUserId: 'UB' }],
    channels: [
      channel('C1', 'channel', []),
      channel('C2', 'private', ['U1']),
      channel('C3', 'private', ['U2']),
      channel('C4', 'channel', ['U1'], true),
      channel('D1', 'im', ['U1', 'UB']),
      channel('D2', 'im', ['U1', 'U2']),
    ],
  },
  person: people[0],
  bots: [{ appId: 'A1', name: 'Muster', userId: 'UB', isOnline: true }],
} as unknown as Scene;
const directory = directoryOf(scene);
const names = (filter: unknown) =>
  conversationsFor({ type: 'conversations_select', filter }, directory).map((one) => one.label);

it('offers people, bots, and the conversations that a person can open', () => {
  expect(directory.users.map((one) => one.label)).toEqual(['Ana Lee', 'Ben Ode', 'Muster']);
  expect(names(undefined)).toEqual(['#c1', '#c2', 'Muster', 'ben']);
  expect(publicChannels(directory).map((one) => one.label)).toEqual(['#c1']);
});

it('offers only what the filter of a menu names', () => {
  expect(names({ include: ['private'] })).toEqual(['#c2']);
  expect(names({ include: ['im'], exclude_bot_users: true })).toEqual(['ben']);
});
