import { asId, asRecord } from '../json.ts';
import type { Addressed } from './slack-event.ts';

/** Words that a person typed after the app's slash command. https://docs.slack.dev/interactivity/implementing-slash-commands */
export interface SlashCommand extends Omit<Addressed, 'eventId'> {
  /** Names this use of the command: Slack sends no event id. */
  readonly triggerId: string;
  readonly userId: string;
  /** Where it was typed: the app need not be there. */
  readonly channel: string;
  /** What follows the command, escaped as in messages, of any length. */
  readonly text: string;
}

/** Reads the payload of a `slash_commands` envelope; null for what Slack does not send. Pure, never throws. */
export function readSlashCommand(payload: unknown): SlashCommand | null {
  const fields = asRecord(payload);
  const triggerId = asId(fields?.trigger_id);
  const appId = asId(fields?.api_app_id);
  const teamId = asId(fields?.team_id) ?? '';
  const enterpriseId = asId(fields?.enterprise_id);
  const userId = asId(fields?.user_id);
  const channel = asId(fields?.channel_id);
  if (!fields || !triggerId || !appId || !userId || !channel) return null;
  if (teamId === '' && enterpriseId === null) return null;
  const text = typeof fields.text === 'string' ? fields.text : '';
  return { triggerId, appId, teamId, enterpriseId, userId, channel, text };
}
