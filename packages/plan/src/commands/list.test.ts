import { describe, expect, it } from 'vitest';
import type { Reply } from '../reply.ts';
import { tryPlan } from '../testing/try-plan.ts';

const textOf = async (reply: Promise<Reply | null>) => (await reply)?.text;
const sectionsOf = (reply: Reply | null) =>
  (reply?.blocks ?? []).flatMap((block) => (block.type === 'section' ? [block.text.text] : []));

describe('list', () => {
  it('shows the day by kind, then what is still open', async () => {
    const me = tryPlan();
    me.time = new Date('2026-11-10T12:00:00Z');
    await me.say('todo Old\nmeeting: Passed');
    me.time = new Date('2026-11-23T12:00:00Z');
    await me.say('help: Keys');
    me.time = new Date('2026-11-24T12:00:00Z');
    await me.say('did Docs\nTasks:\nShip <@U2>\nTest\nMeeting: 3pm Retro');
    await me.say('done 5');
    const reply = await me.say('list');
    expect(reply?.text.split('\n')).toEqual([
      'Your plan for Tuesday, 24 November',
      '*Tasks*',
      '*4*  Ship <@U2>',
      '*5*  :white_check_mark: Test',
      '*Meetings*',
      '*6*  3pm Retro',
      '*Accomplishments*',
      '*3*  Docs',
      '*Still open*',
      '*1*  Old _(10 November)_',
      '*2*  Keys _(Monday)_',
      '1 of 5 done · `done 4` ticks off *4*',
    ]);
    expect(reply?.blocks.map((block) => block.type)).toEqual([
      ...['header', 'section', 'section', 'section', 'section', 'context'],
    ]);
  });

  it('shows yesterday as it was', async () => {
    const me = tryPlan();
    await me.say('todo A');
    me.time = new Date('2026-11-25T12:00:00Z');
    const reply = await me.say('yesterday');
    expect(reply?.text).toBe('Your plan for Tuesday, 24 November\n*Tasks*\n*1*  A\n0 of 1 done');
  });

  it('helps along when there is nothing', async () => {
    const me = tryPlan();
    expect(await textOf(me.say('list'))).toContain('Nothing planned yet. Try `add task');
    expect(await textOf(me.say('yesterday'))).toBe(
      'Your plan for Monday, 23 November\nNothing is noted for that day.',
    );
  });

  it('is for the asker alone in a channel', async () => {
    const me = tryPlan();
    expect((await me.say('list'))?.ephemeral).toBe(false);
    me.isDirect = false;
    expect((await me.say('list'))?.ephemeral).toBe(true);
  });

  it('shows a single item of 4,000 characters whole', async () => {
    const me = tryPlan();
    const text = `${'word '.repeat(799)}tails`;
    await me.say(`todo ${text}`);
    expect(sectionsOf(await me.say('list')).join('')).toContain(text);
  });
});
