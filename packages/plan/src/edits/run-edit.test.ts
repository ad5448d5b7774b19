import { describe, expect, it } from 'vitest';
import { tryPlan } from '../testing/try-plan.ts';

describe('editing the message that added items', () => {
  it('changes the same item', async () => {
    const me = tryPlan();
    await me.say('todo Ship dosc', '5.1');
    expect((await me.edit('5.1', ['todo Ship dosc', 'todo Ship docs'], '6.1'))?.text).toBe(
      'Updated task *1*: Ship docs',
    );
    expect(me.shown()).toEqual(['1: Ship docs']);
    expect(me.plan.all()[0]?.origin?.version).toBe('6.1');
  });

  it('adds new lines, deletes missing ones, and lets the others keep their numbers', async () => {
    const me = tryPlan();
    await me.say('todo A\nB\nC', '5.1');
    await me.say('done 3');
    const reply = await me.edit('5.1', ['todo A\nB\nC', 'todo X\nA\nC\nY'], '6.1');
    expect(me.shown()).toEqual(['1: A', '2: X', '3: C ✓', '4: Y']);
    expect(reply?.text.split('\n')).toEqual(['Updated task *2*: X', 'Added task *4*: Y']);
    await me.edit('5.1', ['todo X\nA\nC\nY', 'todo C'], '6.2', '6.1');
    expect(me.shown()).toEqual(['3: C ✓']);
  });

  it('changes the kind, and with it whether it is done', async () => {
    const me = tryPlan();
    await me.say('todo A', '5.1');
    await me.edit('5.1', ['todo A', 'did A'], '6.1');
    expect(me.plan.all()[0]).toMatchObject({ kind: 'accomplishment', state: 'done', doneAt: me.time });
    await me.edit('5.1', ['did A', 'meeting A'], '6.2');
    expect(me.plan.all()[0]).toMatchObject({ kind: 'meeting', state: 'open', doneAt: null });
  });

  it('keeps what commands did to lines that stayed the same', async () => {
    const me = tryPlan();
    await me.say('todo A\nB\nC', '5.1');
    await me.say('update 1 A two');
    await me.say('delete 2');
    await me.edit('5.1', ['todo A\nB\nC', 'todo A\nB\nC two'], '6.1', '');
    expect(me.shown()).toEqual(['1: A two', '3: C two']);
  });

  it('adds a changed line whose item was deleted', async () => {
    const me = tryPlan();
    await me.say('todo A\nB', '5.1');
    await me.say('delete 2');
    await me.edit('5.1', ['todo A\nB', 'todo A\nB two'], '6.1');
    expect(me.shown()).toEqual(['1: A', '3: B two']);
  });

  it('says nothing when no item changes', async () => {
    const me = tryPlan();
    await me.say('todo A', '5.1');
    expect(await me.edit('5.1', ['todo A', 'add task A'], '6.1')).toBeNull();
    expect(me.shown()).toEqual(['1: A']);
  });

  it('changes an item of an earlier day on its day', async () => {
    const me = tryPlan();
    await me.say('todo A', '5.1');
    me.time = new Date('2026-11-25T12:00:00Z');
    await me.edit('5.1', ['todo A', 'todo A\nB'], '6.1');
    expect(me.plan.all().map((item) => item.day)).toEqual(['2026-11-24', '2026-11-24']);
  });

  it('takes twenty lines and names the rest', async () => {
    const me = tryPlan();
    await me.say('todo 0', '5.1');
    const lines = Array.from({ length: 22 }, (_, index) => `x${index}`).join('\n');
    const reply = await me.edit('5.1', ['todo 0', `todo ${lines}`], '6.1');
    expect(me.shown()).toHaveLength(20);
    expect(reply?.text).toContain('the last 2 lines are not added');
  });
});

describe('edits out of order', () => {
  it('create the item when the original comes late, which then adds nothing', async () => {
    const me = tryPlan();
    expect((await me.edit('5.1', ['todo A', 'todo B'], '6.1'))?.text).toContain('Added task *1*: B');
    expect(await me.say('todo A', '5.1')).toBeNull();
    expect(me.shown()).toEqual(['1: B']);
  });

  it('change nothing when they are older than, or the same as, what was seen', async () => {
    const me = tryPlan();
    await me.say('todo A', '5.1');
    await me.edit('5.1', ['todo B', 'todo C'], '10.000100', '9.000200');
    expect(await me.edit('5.1', ['todo A', 'todo B'], '9.000200', '')).toBeNull();
    expect(await me.edit('5.1', ['todo B', 'todo D'], '10.000100', '9.000200')).toBeNull();
    expect(me.shown()).toEqual(['1: C']);
  });

  it('end at the newest text although one in between was missed', async () => {
    const me = tryPlan();
    await me.say('todo A\nB', '5.1');
    await me.edit('5.1', ['todo A two\nB', 'todo A two\nB two'], '6.2', '6.1');
    await me.edit('5.1', ['todo A\nB', 'todo A two\nB'], '6.1', '');
    expect(me.shown()).toEqual(['1: A two', '2: B two']);
  });

  it('remember a version that changed no item', async () => {
    const me = tryPlan();
    await me.say('todo A', '5.1');
    await me.edit('5.1', ['todo B', 'todo A'], '6.2', '6.1');
    await me.edit('5.1', ['todo A', 'todo B'], '6.1', '');
    expect(me.shown()).toEqual(['1: A']);
  });
});

describe('editing other messages', () => {
  it('runs what an unknown text became', async () => {
    const me = tryPlan();
    await me.say('todo A');
    await me.edit('5.2', ['dnoe 1', 'done 1'], '6.1');
    expect(me.shown()).toEqual(['1: A ✓']);
  });

  it('adds what another command became', async () => {
    const me = tryPlan();
    await me.edit('5.1', ['list', 'todo A'], '6.1');
    expect(me.shown()).toEqual(['1: A']);
  });

  it('takes nothing back and does nothing twice, and says so to the asker alone', async () => {
    const me = tryPlan();
    me.isDirect = false;
    await me.say('todo A\nB');
    await me.say('done 1', '5.2');
    const reply = await me.edit('5.2', ['done 1', 'done 2'], '6.1');
    expect(reply).toMatchObject({ ephemeral: true });
    expect(reply?.text).toContain('I changed nothing');
    expect(me.shown()).toEqual(['1: A ✓', '2: B']);
  });

  it('leaves items alone when their message becomes something else, and names them', async () => {
    const me = tryPlan();
    await me.say('todo A\nB', '5.1');
    const reply = await me.edit('5.1', ['todo A\nB', 'never mind'], '6.1');
    expect(reply?.text).toContain('*1* and *2*');
    expect(me.shown()).toEqual(['1: A', '2: B']);
  });

  it('refuses a text that has become too long', async () => {
    const me = tryPlan();
    await me.say('todo A', '5.1');
    expect((await me.edit('5.1', ['todo A', `todo ${'x'.repeat(5_000)}`], '6.1'))?.text).toContain(
      'too long',
    );
    expect(me.shown()).toEqual(['1: A']);
  });
});
