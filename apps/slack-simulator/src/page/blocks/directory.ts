import type { SimChannel, SimChannelKind } from '@muster/slack-simulator/control';
import type { Scene } from '../shell/scene.ts';
import { userName } from '../shell/user-name.ts';
import { type JsonObject, objectOf } from './json.ts';

/** Something to pick from a menu. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

export interface Conversation extends Choice {
  readonly kind: SimChannelKind;
  readonly isWithBot: boolean;
}

/** Whom and what a person can pick in menus of people and conversations. */
export interface Directory {
  readonly users: readonly Choice[];
  readonly conversations: readonly Conversation[];
}

export function directoryOf(scene: Scene): Directory {
  const { workspace, person, bots } = scene;
  const isOpen = (one: SimChannel) =>
    !one.archived && (one.kind === 'channel' || one.members.includes(person.id));
  return {
    users: [
      ...workspace.people.map((one) => ({ value: one.id, label: one.realName, description: `@${one.name}` })),
      ...bots.map((bot) => ({ value: bot.userId, label: bot.name, description: 'App' })),
    ],
    conversations: workspace.channels.filter(isOpen).map((one) => ({
      value: one.id,
      label: conversationName(scene, one),
      kind: one.kind,
      isWithBot: one.kind === 'im' && bots.some((bot) => one.members.includes(bot.userId)),
    })),
  };
}

function conversationName(scene: Scene, channel: SimChannel): string {
  if (channel.kind === 'channel' || channel.kind === 'private') return `#${channel.name}`;
  const others = channel.members.filter((id) => id !== scene.person.id);
  return others.map((id) => userName(scene.workspace, id) ?? id).join(', ');
}

const KIND_NAMES: Readonly<Record<SimChannelKind, string>> = {
  channel: 'public',
  private: 'private',
  im: 'im',
  mpim: 'mpim',
};

/**
 * The conversations that an element offers, by its `filter`
 * (https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object).
 */
export function conversationsFor(element: JsonObject, directory: Directory): readonly Choice[] {
  const filter = objectOf(element.filter);
  const kinds = Array.isArray(filter?.include) && filter.include.length > 0 ? filter.include : null;
  return directory.conversations.filter((one) => {
    if (filter?.exclude_bot_users === true && one.isWithBot) return false;
    return kinds === null || kinds.includes(KIND_NAMES[one.kind]);
  });
}

export function publicChannels(directory: Directory): readonly Choice[] {
  return directory.conversations.filter((one) => one.kind === 'channel');
}
