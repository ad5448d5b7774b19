import type { Scene } from '../shell/scene.ts';
import type { Mentionable } from './mention-completion.ts';

/** Everyone and everywhere that can be mentioned in the workspace on screen, bots first. */
export function mentionables(scene: Scene): readonly Mentionable[] {
  return [
    ...scene.bots.map((bot) => ({ id: bot.userId, kind: 'bot' as const, name: bot.name })),
    ...scene.workspace.people.map((one) => ({
      id: one.id,
      kind: 'person' as const,
      name: one.name,
      note: one.realName,
    })),
    ...scene.channels.map((one) => ({ id: one.id, kind: 'channel' as const, name: one.name })),
  ];
}
