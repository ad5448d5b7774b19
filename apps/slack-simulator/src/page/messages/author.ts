import type { SimMessage } from '@muster/slack-simulator/control';
import type { Scene } from '../shell/scene.ts';

/** Who a message is shown as coming from. */
export interface Author {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly isBot: boolean;
}

const BOT_COLOR = '1f8d75';
const NOBODY_COLOR = '5b6b7a';

/** The author as the workspace knows them; someone who left is shown by their id. */
export function authorOf(message: SimMessage, scene: Scene): Author {
  const id = message.user ?? message.bot_id ?? '';
  const person = scene.workspace.people.find((one) => one.id === id);
  if (person) return { id, name: person.realName, color: person.color, isBot: false };
  const app = scene.workspace.apps.find((one) => one.botUserId === id || one.appId === message.app_id);
  if (app) return { id, name: app.name, color: BOT_COLOR, isBot: true };
  if (id === 'USLACKBOT') return { id, name: 'Slackbot', color: NOBODY_COLOR, isBot: true };
  return { id, name: id || 'Unknown', color: NOBODY_COLOR, isBot: message.bot_id !== undefined };
}
