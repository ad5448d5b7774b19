import { describe, expect, it } from 'vitest';
import type { Reply } from '../reply.ts';
import { runCommand } from '../run-command.ts';
import { tryPlan } from '../testing/try-plan.ts';

const textOf = async (reply: Promise<Reply | null>) => (await reply)?.text;

describe('help and what is not understood', () => {
  it('shows every group with examples, and topics', async () => {
    const me = tryPlan();
    const overview = await me.say('help');
    for (const word of ['*Add*', '*Show*', '*Change*', '`done 3`', '`add task', '`help add`']) {
      expect(overview?.text).toContain(word);
    }
    for (const topic of ['add', 'list', 'update', 'done', 'reopen', 'delete']) {
      expect((await me.say(`help ${topic}`))?.text).not.toBe(overview?.text);
    }
    const unknownTopic = await runCommand(
      { name: 'help', args: { topic: 'cake' } },
      { now: me.time, timeZone: 'UTC', isDirect: true, userId: 'U1', message: null, newId: () => '' },
      me.plan,
    );
    expect(unknownTopic?.text).toBe(overview?.text);
  });

  it('says so, with what may have been meant', async () => {
    const me = tryPlan();
    expect(await textOf(me.say('dnoe 3'))).toContain('Did you mean `done 3`?');
    expect(await textOf(me.say('undo'))).not.toContain('Did you mean');
    const answer = await textOf(me.say('undo'));
    expect(answer).toContain('I do not understand "undo", so I changed nothing.');
    expect(answer).toContain('`list` or `today`');
  });

  it('names the limit that a message is beyond', async () => {
    const me = tryPlan();
    expect(await textOf(me.say(`todo ${'x'.repeat(4_500)}`))).toContain('4,000 characters');
    expect(await textOf(me.say('todo A\ndone 1'))).toContain('one command per message');
    expect(me.shown()).toEqual([]);
  });

  it.each(['help', 'help add', 'dnoe 3', `todo ${'x'.repeat(4_500)}`])(
    'is ephemeral in a channel: %.20s',
    async (text) => {
      const me = tryPlan();
      me.isDirect = false;
      expect((await me.say(text))?.ephemeral).toBe(true);
    },
  );
});
