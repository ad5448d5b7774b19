import { asId, asRecord } from '../json.ts';
import { readMember } from '../member.ts';
import { readChangedMessage, readDeletedMessage, readNewMessage } from './read-message.ts';
import type { Addressed, SlackEvent } from './slack-event.ts';

/** Reads the payload of an `events_api` envelope. Pure; takes anything and never throws. */
export function readEvent(payload: unknown): SlackEvent {
  const wrapper = asRecord(payload);
  if (!wrapper) return malformed('payload is no object');
  // Comes without an event inside. https://docs.slack.dev/apis/events-api#rate-limiting
  if (wrapper.type === 'app_rate_limited') return { kind: 'ignored', reason: 'app-rate-limited' };
  const event = asRecord(wrapper.event);
  if (!event || typeof event.type !== 'string') return malformed('no event inside');
  const address = readAddress(wrapper);
  if (!address) return malformed('no event id, app or workspace');
  switch (event.type) {
    case 'message':
      return readMessage(event, address);
    case 'app_mention':
      // Its message_changed twin carries the text before, without which an edit cannot be told from an unfurl.
      if (event.edited !== undefined && event.edited !== null)
        return { kind: 'ignored', reason: 'edited-mention' };
      return readNewMessage(event, address);
    case 'app_uninstalled':
      return { kind: 'uninstalled', ...address, sentMs: readEventTimeMs(wrapper) };
    case 'tokens_revoked':
      return { kind: 'tokens-revoked', ...address, botUserIds: readBotUsers(event) };
    case 'user_change':
      return readUserChange(event, address);
    default:
      return { kind: 'ignored', reason: 'other-type' };
  }
}

function readMessage(event: Readonly<Record<string, unknown>>, address: Addressed): SlackEvent {
  switch (event.subtype) {
    case 'message_changed':
      return readChangedMessage(event, address);
    case 'message_deleted':
      return readDeletedMessage(event, address);
    default:
      return readNewMessage(event, address);
  }
}

/**
 * In channels shared with other organisations `team_id` may be the author's: the installation that the event was
 * sent to stands in `authorizations`, of which Slack lists one.
 */
function readAddress(wrapper: Readonly<Record<string, unknown>>): Addressed | null {
  const eventId = asId(wrapper.event_id);
  const appId = asId(wrapper.api_app_id);
  if (!eventId || !appId) return null;
  const authorization = Array.isArray(wrapper.authorizations) ? asRecord(wrapper.authorizations[0]) : null;
  const sentTo = authorization ? readPlace(authorization.team_id, authorization.enterprise_id) : null;
  const place =
    sentTo ??
    readPlace(
      asId(wrapper.context_team_id) ?? wrapper.team_id,
      asId(wrapper.context_enterprise_id) ?? wrapper.enterprise_id,
    );
  return place && { eventId, appId, ...place };
}

/** The two belong together: a workspace beside another one's organisation would lead to that one's installation. */
function readPlace(team: unknown, enterprise: unknown): Pick<Addressed, 'teamId' | 'enterpriseId'> | null {
  const teamId = asId(team) ?? '';
  const enterpriseId = asId(enterprise);
  return teamId === '' && enterpriseId === null ? null : { teamId, enterpriseId };
}

function readEventTimeMs(wrapper: Readonly<Record<string, unknown>>): number {
  const seconds = wrapper.event_time;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1_000 : 0;
}

function readBotUsers(event: Readonly<Record<string, unknown>>): string[] {
  const bots = asRecord(event.tokens)?.bot;
  return Array.isArray(bots) ? bots.map(asId).filter((id) => id !== null) : [];
}

function readUserChange(event: Readonly<Record<string, unknown>>, address: Addressed): SlackEvent {
  const user = asRecord(event.user);
  const userId = asId(user?.id);
  if (!user || !userId) return malformed('user_change without a user');
  if (user.is_bot === true) return { kind: 'ignored', reason: 'bot' };
  return { kind: 'member-changed', ...address, userId, ...readMember(user) };
}

function malformed(reason: string): SlackEvent {
  return { kind: 'malformed', reason };
}
