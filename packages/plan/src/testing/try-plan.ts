import { randomUUID } from 'node:crypto';
import { readCommand, readEdit } from '@muster/chat';
import type { Item } from '../plan-repository.ts';
import type { Reply } from '../reply.ts';
import { runCommand } from '../run-command.ts';
import { createMemoryPlan, type MemoryPlan } from './memory-plan-repository.ts';

/** One person talking to the bot about a plan in memory. `time`, `timeZone` and `isDirect` may be set at any time. */
export interface TryPlan {
  time: Date;
  timeZone: string;
  isDirect: boolean;
  readonly plan: MemoryPlan;
  /** Says a text; `ts` names its message, a fresh one otherwise. Rejects when the text is not for the bot. */
  say(text: string, ts?: string): Promise<Reply | null>;
  /** Edits the message from one text to another. `version` and `previousVersion` are `edited.ts`. */
  edit(
    ts: string,
    texts: readonly [string, string],
    version: string,
    previousVersion?: string,
  ): Promise<Reply | null>;
  /** `number: text` of all items that are not deleted, by number; done ones with ` ✓`. */
  shown(): readonly string[];
}

export function tryPlan(): TryPlan {
  let messages = 0;
  const self: TryPlan = {
    time: new Date('2026-11-24T12:00:00Z'),
    timeZone: 'Europe/Berlin',
    isDirect: true,
    plan: createMemoryPlan(() => self.time),
    say(text, ts = `1764000000.${String(++messages).padStart(6, '0')}`) {
      const command = readCommand({ text: spoken(self, text), botUserId: 'UBOT', isDirect: self.isDirect });
      if (!command) throw new Error(`not for the bot: ${text}`);
      return runCommand(command, contextOf(self, ts, ''), self.plan);
    },
    async edit(ts, [previousText, text], version, previousVersion) {
      const heard = {
        text: spoken(self, text),
        previousText: spoken(self, previousText),
        botUserId: 'UBOT',
        isDirect: self.isDirect,
        previousVersion: previousVersion ?? null,
      };
      const command = readEdit(heard);
      return command && runCommand(command, contextOf(self, ts, version), self.plan);
    },
    shown: () =>
      self.plan
        .all()
        .filter((item) => item.deletedAt === null)
        .sort((a, b) => a.number - b.number)
        .map(toLine),
  };
  return self;
}

function spoken(self: TryPlan, text: string): string {
  return self.isDirect ? text : `<@UBOT> ${text}`;
}

function contextOf({ time, timeZone, isDirect }: TryPlan, ts: string, version: string) {
  return {
    now: time,
    timeZone,
    isDirect,
    userId: 'U1',
    message: { channel: 'C1', ts, version },
    newId: () => randomUUID(),
  };
}

function toLine(item: Item): string {
  return `${item.number}: ${item.text}${item.state === 'done' ? ' ✓' : ''}`;
}
