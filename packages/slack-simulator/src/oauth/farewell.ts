import type { InnerEvent } from '../events/event-types.ts';
import { newTs, type Slack } from '../slack.ts';
import type { Token } from '../state/model.ts';
import { refuseToken, signsIn } from './rotation.ts';

/**
 * Ends every token that the app has of a workspace or an organisation, and says what it hears of its removal:
 * `app_uninstalled` and `tokens_revoked`, in either order.
 */
export function endTokens(slack: Slack, team: string, appId: string, botUserId: string): InnerEvent[] {
  const tokens = tokensOf(slack, team, appId);
  const people = tokens.filter(isPersons).map(({ userId }) => userId ?? '');
  for (const token of tokens) refuseToken(slack, token, 'account_inactive');
  const farewells: InnerEvent[] = [
    { type: 'app_uninstalled', event_ts: newTs(slack) },
    tokensRevoked(slack, { oauth: [...new Set(people)], bot: [botUserId] }),
  ];
  return slack.random() < 0.5 ? farewells.reverse() : farewells;
}

/** What the app hears of one token, as it was before it was revoked; null when nobody lost anything by that. */
export function revokedToken(slack: Slack, token: Token, botUserId: string): InnerEvent | null {
  const bot = token.kind === 'bot' ? [botUserId] : [];
  const oauth = isPersons(token) && token.userId !== null ? [token.userId] : [];
  return bot.length + oauth.length > 0 ? tokensRevoked(slack, { oauth, bot }) : null;
}

export function tokensOf(slack: Slack, team: string, appId: string): readonly Token[] {
  return [...slack.keeper.world.tokens.values()].filter(
    (token) => token.team === team && token.appId === appId,
  );
}

/** `tokens`: ids of users, never the tokens themselves. */
function tokensRevoked(
  slack: Slack,
  tokens: { readonly oauth: readonly string[]; readonly bot: readonly string[] },
): InnerEvent {
  return { type: 'tokens_revoked', tokens, event_ts: newTs(slack) };
}

/** Whether the app acted for a person with it. Who only signed in gave the app nothing to do. */
function isPersons(token: Token): boolean {
  return token.kind === 'user' && token.error === null && !signsIn(token);
}
