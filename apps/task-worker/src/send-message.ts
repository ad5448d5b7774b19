import type { Clock, Log } from '@muster/fleet';
import type { SlackWeb } from '@muster/slack/web';
import type { ClaimedMessage, Store } from '@muster/store';
import type { TaskMeasures } from './task-measures.ts';

/** Tries before a message is set aside, and the waits between them; a 429 says its own wait. */
const MAX_ATTEMPTS = 12;
const BASE_DELAY_MS = 1_000;
const MAX_DELAY_MS = 60_000;
/**
 * A message is posted within this after its claim, or the claim is renewed first: together with the time in which a
 * post ends it is no longer than a claim lasts.
 */
const CLAIM_FRESH_MS = 1_000;
/** After so many renewals that took too long themselves the message is left to whoever takes it over. */
const MAX_RENEWALS = 3;
/** After an unsure try the request may still be on its way: look for the message no sooner than this. */
const SETTLE_MS = 3_000;
/** Pauses that are remembered. */
const MAX_PAUSES = 10_000;
const RATE_LIMITED = 'ratelimited';

/** `done`: sent, set aside for good, or taken over by another process. `later`: it stays in the outbox and is due after `delayMs`. */
export type SendOutcome = { readonly kind: 'done' } | { readonly kind: 'later'; readonly delayMs: number };

/** `claimedAtMs`: the monotonic time just before the message was claimed. */
export type SendMessage = (message: ClaimedMessage, claimedAtMs: number) => Promise<SendOutcome>;

export interface SendParts {
  readonly store: Pick<Store, 'outbox' | 'installations'>;
  readonly web: Pick<SlackWeb, 'post' | 'findReply' | 'authTest'>;
  readonly measures: Pick<TaskMeasures, 'sent' | 'notSent'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sends a claimed message to Slack and records what became of it. Throws only when Postgres is away. */
export function createSendMessage(parts: SendParts): SendMessage {
  const { store, measures, log, clock } = parts;
  const pauses = createPauses(clock);

  const later = async (message: ClaimedMessage, delayMs: number, maybeSent: boolean, reason: string) => {
    await store.outbox.later(message, { delayMs, maybeSent, isTry: reason !== RATE_LIMITED, reason });
    measures.notSent('later');
    return { kind: 'later', delayMs } as const;
  };
  const dead = async (message: ClaimedMessage, reason: string) => {
    await store.outbox.dead(message.id, reason);
    measures.notSent('dead');
    const { id, installationId, key } = message;
    log.error({ messageId: id, installationId, key, reason }, 'a message was set aside');
    return { kind: 'done' } as const;
  };

  return async (message, claimedAtMs) => {
    const isMine = holdClaim(parts, message, claimedAtMs);
    if (!(await isMine())) return { kind: 'done' };
    const token = message.botToken;
    if (token === null) return dead(message, 'installation_removed');
    const pausedMs = pauses.leftMs(message);
    if (pausedMs > 0) return later(message, pausedMs, false, RATE_LIMITED);
    const { step, result } = await sendOnce(parts.web, token, message, isMine);
    switch (result.kind) {
      case 'taken-over':
        return { kind: 'done' };
      case 'ok':
        await store.outbox.sent(message.id, result.ts);
        measures.sent(message.sentMs);
        return { kind: 'done' };
      case 'rate-limited':
        pauses.pause(message, step, result.retryAfterMs);
        return later(message, result.retryAfterMs, false, RATE_LIMITED);
      case 'dead-token':
        if (await removeIfDead(parts, message, token)) return dead(message, result.code);
        if (message.attempts >= MAX_ATTEMPTS) return dead(message, result.code);
        return later(message, backOffMs(message.attempts), false, result.code);
      case 'refused':
        return dead(message, result.code);
      case 'unavailable': {
        if (message.attempts >= MAX_ATTEMPTS) return dead(message, result.code);
        const delayMs = Math.max(backOffMs(message.attempts), result.maybeDone ? SETTLE_MS : 0);
        return later(message, delayMs, result.maybeDone, result.code);
      }
    }
  };
}

/**
 * Whether the claim is still this process's own and fresh, renewed where it must be. Asked anew before every post: the
 * process may have been paused at any moment, also while it renewed the claim.
 */
function holdClaim({ store, clock }: SendParts, message: ClaimedMessage, claimedAtMs: number) {
  let freshSinceMs = claimedAtMs;
  return async () => {
    for (let renewals = 0; clock.monotonicMs() - freshSinceMs > CLAIM_FRESH_MS; renewals++) {
      const askedAtMs = clock.monotonicMs();
      if (renewals >= MAX_RENEWALS || !(await store.outbox.renewClaim(message))) return false;
      freshSinceMs = askedAtMs;
    }
    return true;
  };
}

/** Posts a message, unless an earlier try turns out to have got through. Says which of the two calls the result is of. */
async function sendOnce(
  web: SendParts['web'],
  token: string,
  message: ClaimedMessage,
  isMine: () => Promise<boolean>,
) {
  const { id: replyId, channel, threadTs, ephemeralTo, text, blocks, key, sinceTs } = message;
  if (mustBeLookedFor(message)) {
    const found = await web.findReply(token, { channel, threadTs, replyId, sinceTs });
    if (found.kind === 'ok' && found.ts !== null)
      return { step: 'look', result: { kind: 'ok', ts: found.ts } } as const;
    // Where history may not be read (`refused`), sending again is all that is left.
    if (found.kind !== 'ok' && found.kind !== 'refused')
      return { step: 'look', result: asNotSent(found) } as const;
    // The look may have taken as long as a post, and both together would outlast the claim.
    if (!(await isMine())) return { step: 'look', result: { kind: 'taken-over' } } as const;
  }
  const content = { channel, threadTs, userId: ephemeralTo, text, blocks, replyId, key };
  const result = await web.post(token, content);
  if (ephemeralTo === null || result.kind !== 'refused' || !NOT_SHOWN_THERE.has(result.code))
    return { step: 'post', result } as const;
  // A slash command works everywhere, also where the app is not: the answer goes to the person's conversation with it.
  const direct = { ...content, channel: ephemeralTo, threadTs: null, userId: null };
  return { step: 'post', result: await web.post(token, direct) } as const;
}

/** Slack's words for a place where the app, or the person, may not be shown a message. */
const NOT_SHOWN_THERE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_not_in_channel',
]);

/** An ephemeral message is in no history: it is sent again, at least once. */
function mustBeLookedFor({ maybeSent, ephemeralTo }: ClaimedMessage): boolean {
  return maybeSent && ephemeralTo === null;
}

/** A search that failed sent nothing, whatever it says of itself. */
function asNotSent<Result extends { readonly kind: string }>(result: Result) {
  return result.kind === 'unavailable' ? { ...result, maybeDone: false } : result;
}

/** A token that Slack calls dead is asked once more before the installation goes. Whether it is dead indeed. */
async function removeIfDead(
  { store, web, log }: SendParts,
  message: ClaimedMessage,
  token: string,
): Promise<boolean> {
  const { installationId, refreshedAt } = message;
  const answer = await web.authTest(token);
  if (answer.kind !== 'dead-token') return false;
  const why = { actor: 'slack', reason: answer.code, seenRefreshedAt: refreshedAt };
  if (await store.installations.remove(installationId, why))
    log.warn(
      { workspaceId: installationId, reason: answer.code },
      'removed an installation whose token is dead',
    );
  return true;
}

function backOffMs(attempts: number): number {
  return Math.min(BASE_DELAY_MS * 2 ** (attempts - 1), MAX_DELAY_MS);
}

/**
 * A 429 holds back what it was about and nothing else: posts to one channel, or all looks into history, which Slack
 * limits per method and workspace, to one a minute for some apps.
 */
function createPauses(clock: Clock) {
  const untilMs = new Map<string, number>();
  const nameOf = (
    { installationId, channel, ephemeralTo, threadTs }: ClaimedMessage,
    step: 'look' | 'post',
  ) => {
    if (step === 'look') return `${installationId}:${threadTs === null ? 'history' : 'replies'}`;
    return `${installationId}:${ephemeralTo === null ? 'post' : 'ephemeral'}:${channel}`;
  };
  const untilOf = (name: string) => untilMs.get(name) ?? 0;
  return {
    pause(message: ClaimedMessage, step: 'look' | 'post', forMs: number) {
      if (untilMs.size >= MAX_PAUSES) untilMs.clear();
      untilMs.set(nameOf(message, step), clock.monotonicMs() + forMs);
    },
    leftMs(message: ClaimedMessage): number {
      const posts = untilOf(nameOf(message, 'post'));
      const looks = mustBeLookedFor(message) ? untilOf(nameOf(message, 'look')) : 0;
      return Math.max(0, Math.max(posts, looks) - clock.monotonicMs());
    },
  };
}
