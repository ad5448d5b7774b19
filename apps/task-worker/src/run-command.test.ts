import { VirtualClock } from '@muster/fleet/testing';
import { createMemoryPlan } from '@muster/plan/testing';
import type { ReplyToStore, StartedCommand } from '@muster/store';
import { describe, expect, it } from 'vitest';
import { createRunCommand } from './run-command.ts';

const MINUTE_MS = 60_000;
const clock = new VirtualClock(0, Date.UTC(2026, 10, 24, 12));

const stored = {
  name: 'add',
  args: { items: [{ kind: 'task', text: 'Ship docs' }] },
  channel: 'C1',
  messageTs: '1764000000.000100',
  version: '',
  threadTs: null,
  isDirect: false,
  userId: 'U1',
  sentMs: clock.wallMs() - MINUTE_MS,
  isReplayed: false,
} as unknown as StartedCommand;

/** Runs a command on an empty plan: what it answers, and how many items the plan then has. */
async function run(changes: Partial<StartedCommand>) {
  const plan = createMemoryPlan();
  let reply: ReplyToStore | null = null;
  const runCommand = createRunCommand({
    store: {
      commands: {
        async run(_command: StartedCommand, effect: (on: typeof plan) => Promise<ReplyToStore | null>) {
          reply = await effect(plan);
          return { kind: 'done', reply: null } as const;
        },
      },
    } as unknown as Parameters<typeof createRunCommand>[0]['store'],
    findTimeZone: async () => 'Europe/Berlin',
    clock,
  });
  await runCommand({ ...stored, ...changes });
  return { reply: reply as ReplyToStore | null, items: plan.all().length };
}

describe('running a stored command', () => {
  it('answers in the thread of its message in a channel, beside it in a direct message', async () => {
    expect((await run({})).reply).toMatchObject({ threadTs: stored.messageTs, ephemeralTo: null });
    expect((await run({ isDirect: true })).reply).toMatchObject({ threadTs: null, ephemeralTo: null });
    const inThread = { isDirect: true, threadTs: '1764000000.000001' };
    expect((await run(inThread)).reply).toMatchObject({ threadTs: '1764000000.000001' });
  });

  it('answers a slash command to its author alone, whatever the answer', async () => {
    const { reply, items } = await run({ messageTs: null });
    expect(reply).toMatchObject({ channel: 'C1', threadTs: null, ephemeralTo: 'U1' });
    expect(items).toBe(1);
  });

  it('asks again for what is older than 15 minutes, to its author alone, and changes nothing', async () => {
    const { reply, items } = await run({ sentMs: clock.wallMs() - 16 * MINUTE_MS });
    expect(reply?.text).toContain('changed nothing');
    expect(reply?.ephemeralTo).toBe('U1');
    expect(items).toBe(0);
  });

  it('carries out what a person had tried again, however old it is', async () => {
    const { reply, items } = await run({ sentMs: clock.wallMs() - 600 * MINUTE_MS, isReplayed: true });
    expect(reply?.text).toContain('Ship docs');
    expect(items).toBe(1);
  });
});
