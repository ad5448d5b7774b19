import type { SimMessage } from '@muster/slack-simulator/control';
import { BOT_COLOR, type Known } from '../shell/everyone.ts';
import type { Scene } from '../shell/scene.ts';

/** Who a message is shown as coming from. */
export interface Author {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly isBot: boolean;
  /** The workspace that they are from, if it is not the one on screen. */
  readonly from: string | null;
}

const NOBODY_COLOR = '5b6b7a';

/** The author as the workspaces know them; someone who left is shown by their id. */
export function authorOf(message: SimMessage, scene: Pick<Scene, 'everyone' | 'workspace'>): Author {
  const id = message.user ?? message.bot_id ?? '';
  const known = scene.everyone.get(id) ?? botOf(message, scene);
  if (known) {
    const { realName: name, color, isBot, workspace } = known;
    return { id, name, color, isBot, from: workspace.id === scene.workspace.id ? null : workspace.name };
  }
  if (id === 'USLACKBOT') return { id, name: 'Slackbot', color: NOBODY_COLOR, isBot: true, from: null };
  return { id, name: id || 'Unknown', color: NOBODY_COLOR, isBot: message.bot_id !== undefined, from: null };
}

function botOf(message: SimMessage, { workspace }: Pick<Scene, 'workspace'>): Known | null {
  const app = workspace.apps.find((one) => one.appId === message.app_id);
  if (!app) return null;
  const { appId, name } = app;
  return { id: message.bot_id ?? '', name, realName: name, color: BOT_COLOR, isBot: true, appId, workspace };
}
