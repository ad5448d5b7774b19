import type { Command } from '@muster/chat';
import { composeReply } from '../replies/compose-reply.ts';
import { renderText, shortenRendered } from '../replies/render-text.ts';
import type { Reply } from '../reply.ts';

/** Older than this, a command comes from an outage: the person may have done without it, or written it again. */
const TOO_OLD_MS = 15 * 60_000;
const SHOWN_LENGTH = 200;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Whether a command is to be confirmed instead of run. What changes nothing is answered however old. */
export function isTooOld(command: Command, ageMs: number): boolean {
  const plain = command.name === 'edit' ? command.args.to : command;
  const isHarmless = ['help', 'list', 'unknown', 'refused'].includes(plain.name);
  return ageMs > TOO_OLD_MS && !isHarmless;
}

/** Says that an old command was not run, and how to have it run after all. */
export function sayTooOld(command: Command, ageMs: number): Reply {
  const line = `You wrote this ${sayAge(ageMs)} ago and I only hear of it now, so I changed nothing${sayWhat(command)}.`;
  const note = 'Still want it? Write it again.';
  return composeReply({ groups: [{ lines: [line] }], note, ephemeral: true });
}

function sayWhat(command: Command): string {
  const plain = command.name === 'edit' ? command.args.to : command;
  switch (plain.name) {
    case 'add':
      return `: ${quoted(plain.args.items.map((item) => item.text).join('; '))}`;
    case 'update':
      return `: \`update ${plain.args.number}\` ${quoted(plain.args.text)}`;
    case 'done':
    case 'reopen':
    case 'delete':
      return `: \`${plain.name} ${plain.args.numbers.join(' ')}\``;
    default:
      return '';
  }
}

function quoted(text: string): string {
  return `“${shortenRendered(renderText(text), SHOWN_LENGTH)}”`;
}

function sayAge(ageMs: number): string {
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} minutes`;
  const hours = Math.floor(ageMs / HOUR_MS);
  return hours === 1 ? 'an hour' : `${hours} hours`;
}
