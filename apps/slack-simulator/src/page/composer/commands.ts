import type { Scene } from '../shell/scene.ts';

/** A slash command of an app that is installed in the workspace on screen. */
export interface Command {
  readonly appId: string;
  readonly appName: string;
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

/** What a person wants who wrote this. */
export type Intent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'command'; readonly command: Command; readonly rest: string }
  | { readonly type: 'refused'; readonly reason: string };

/** The commands that one can type in the workspace, by name. */
export function commandsOf({ bots, apps }: Pick<Scene, 'bots' | 'apps'>): readonly Command[] {
  const installed = new Set(bots.map((bot) => bot.appId));
  return apps
    .filter((app) => installed.has(app.id))
    .flatMap(({ id, name, features }) =>
      features.slashCommands.map(({ command, description, usageHint = '' }) => ({
        appId: id,
        appName: name,
        command,
        description,
        usageHint,
      })),
    )
    .sort((one, other) => one.command.localeCompare(other.command));
}

/**
 * Tells commands from texts as Slack does: whatever starts with a slash is meant as a command, unless a space or a
 * second slash says otherwise, and threads take none (https://docs.slack.dev/interactivity/implementing-slash-commands).
 */
export function intentOf(typed: string, commands: readonly Command[], isInThread: boolean): Intent {
  const [word] = typed.split(/\s/, 1);
  if (!word?.startsWith('/') || word.startsWith('//')) return { type: 'text', text: typed.trim() };
  const command = commands.find((one) => one.command === word.toLowerCase());
  if (!command) return { type: 'refused', reason: `${word} is no command here. ${AS_TEXT}` };
  if (isInThread) {
    return { type: 'refused', reason: `Slack takes no commands in threads: write ${word} in the channel.` };
  }
  return { type: 'command', command, rest: typed.slice(word.length).trim() };
}

const AS_TEXT = 'To send it as a message, put a space in front.';
