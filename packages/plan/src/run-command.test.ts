import { describe, expect, it } from 'vitest';
import type { Reply } from './reply.ts';
import { runCommand } from './run-command.ts';
import { tryPlan } from './testing/try-plan.ts';

const textOf = async (reply: Promise<Reply | null>) => (await reply)?.text;

describe('add', () => {
  it('names the item and its number', async () => {
    const me = tryPlan();
    expect(await textOf(me.say('add task Ship docs'))).toBe(
      'Added task *1*: Ship docs\n`done 1` ticks it off, `list` shows your day.',
    );
    expect(await textOf(me.say('did wrote docs'))).toBe('Added accomplishment *2*: wrote docs');
    expect(await textOf(me.say('help: API keys'))).toBe('Added help needed *3*: API keys');
    expect(await textOf(me.say('meeting 3pm Retro'))).toBe('Added meeting *4*: 3pm Retro');
  });

  it('keeps where the item came from, and the day at the person’s place', async () => {
    const me = tryPlan();
    me.time = new Date('2026-11-24T23:30:00Z');
    await me.say('did A\nB', '5.1');
    expect(me.plan.all()).toMatchObject([
      {
        day: '2026-11-25',
        state: 'done',
        doneAt: me.time,
        createdAt: me.time,
        origin: { channel: 'C1', index: 0 },
      },
      { origin: { messageTs: '5.1', version: '', index: 1 } },
    ]);
    expect(me.plan.journal.map(({ action, before }) => [action, before])).toEqual([
      ['add', null],
      ['add', null],
    ]);
  });

  it('adds the first twenty of a message and says what it left out', async () => {
    const me = tryPlan();
    const lines = Array.from({ length: 23 }, (_, index) => `- item ${index + 1}`).join('\n');
    const text = await textOf(me.say(`add tasks\n${lines}`));
    expect(me.shown()).toHaveLength(20);
    expect(text).toContain('I take 20 items from one message: the last 3 lines are not added.');
  });

  it('adds a message once', async () => {
    const me = tryPlan();
    await me.say('todo A', '5.1');
    expect(await me.say('todo A', '5.1')).toBeNull();
    expect(me.shown()).toEqual(['1: A']);
  });

  it('adds the same text again from another message', async () => {
    const me = tryPlan();
    await me.say('todo A');
    await me.say('todo A');
    expect(me.shown()).toEqual(['1: A', '2: A']);
  });

  it('adds without a message', async () => {
    const me = tryPlan();
    const context = {
      now: me.time,
      timeZone: 'UTC',
      isDirect: true,
      userId: 'U1',
      message: null,
      newId: () => 'id',
    };
    await runCommand({ name: 'add', args: { items: [{ kind: 'task', text: 'A' }] } }, context, me.plan);
    expect(me.plan.all()).toMatchObject([{ id: 'id', origin: null }]);
  });
});

describe('numbers', () => {
  it('are the lowest that are free, and not given out again right after a deletion', async () => {
    const me = tryPlan();
    await me.say('add tasks\nA\nB\nC');
    await me.say('delete 2');
    await me.say('todo D');
    expect(me.shown()).toEqual(['1: A', '3: C', '4: D']);
    me.time = new Date('2026-11-26T12:00:00Z');
    await me.say('todo E');
    expect(me.shown()).toEqual(['1: A', '2: E', '3: C', '4: D']);
  });

  it('stay short over the weeks', async () => {
    const me = tryPlan();
    for (let day = 1; day <= 28; day += 1) {
      me.time = new Date(Date.UTC(2026, 10, day, 12));
      await me.say('meeting 9am Daily\nmeeting 3pm Retro');
      await me.say('did work');
    }
    const highest = Math.max(...me.plan.all().map((item) => item.number));
    expect(highest).toBeLessThanOrEqual(21);
  });

  it('mean the newest item, and nothing once that is deleted', async () => {
    const me = tryPlan();
    await me.say('did old');
    me.time = new Date('2026-12-24T12:00:00Z');
    await me.say('todo new');
    await me.say('delete 1');
    const again = await me.say('delete 1');
    expect(again?.text).toContain('There is no item *1*');
    expect(me.shown()).toEqual(['1: old ✓']);
  });
});

describe('done, reopen, update and delete', () => {
  const withThree = async () => {
    const me = tryPlan();
    await me.say('add tasks\nA\nB\nC');
    return me;
  };

  it('tick off and open again', async () => {
    const me = await withThree();
    expect(await textOf(me.say('done 1 3'))).toBe(
      ':white_check_mark: Done with task *1*: A\n:white_check_mark: Done with task *3*: C',
    );
    expect(me.shown()).toEqual(['1: A ✓', '2: B', '3: C ✓']);
    expect(await textOf(me.say('reopen 3'))).toBe('Reopened task *3*: C');
    expect(me.shown()).toEqual(['1: A ✓', '2: B', '3: C']);
    expect(me.plan.all()[2]?.doneAt).toBeNull();
  });

  it('do what they can and name what does not exist', async () => {
    const me = await withThree();
    me.isDirect = false;
    const reply = await me.say('done 1 2 99 98');
    expect(reply?.text).toContain('There are no items *99* and *98* in your plan.');
    expect(reply?.ephemeral).toBe(false);
    expect(me.shown()).toEqual(['1: A ✓', '2: B ✓', '3: C']);
  });

  it('explain to the asker alone when nothing could be done', async () => {
    const me = await withThree();
    me.isDirect = false;
    const missing = await me.say('delete 99');
    expect(missing).toMatchObject({ ephemeral: true });
    expect(missing?.text).toBe('There is no item *99* in your plan. `list` shows your numbers.');
    expect(await me.say('reopen 1')).toMatchObject({ ephemeral: true, text: 'Task *1* is still open: A' });
    await me.say('done 1');
    expect(await me.say('done 1')).toMatchObject({ ephemeral: true, text: 'Task *1* was already done: A' });
    expect(await me.say('update 2 B')).toMatchObject({
      ephemeral: true,
      text: 'Task *2* already says that.',
    });
    expect(me.plan.journal).toHaveLength(4);
  });

  it('do not reopen an accomplishment', async () => {
    const me = tryPlan();
    await me.say('did A');
    expect(await textOf(me.say('reopen 1'))).toContain('stays done');
    expect(me.shown()).toEqual(['1: A ✓']);
  });

  it('change the text and nothing else', async () => {
    const me = await withThree();
    await me.say('done 2');
    const before = me.plan.all()[1];
    expect(await textOf(me.say('change 2 to B two'))).toBe('Updated task *2*: B two');
    expect(me.plan.all()[1]).toEqual({ ...before, text: 'B two' });
  });

  it('delete softly and write a journal', async () => {
    const me = await withThree();
    expect(await textOf(me.say('rm 2'))).toBe('Deleted task *2*: B');
    expect(me.plan.all()[1]).toMatchObject({ text: 'B', deletedAt: me.time });
    expect(me.plan.journal.at(-1)).toMatchObject({
      action: 'delete',
      before: { text: 'B', deletedAt: null },
    });
  });
});
