import type { ItemKind } from '@muster/chat';
import type { CommandContext } from '../command-context.ts';
import { dayBefore, dayOf, spellDay, spellPastDay } from '../person-day.ts';
import type { Item, PlanRepository } from '../plan-repository.ts';
import { composeReply, type Group } from '../replies/compose-reply.ts';
import { shownText } from '../replies/item-words.ts';
import type { Reply } from '../reply.ts';

const TITLES: readonly (readonly [ItemKind, string])[] = [
  ['task', 'Tasks'],
  ['meeting', 'Meetings'],
  ['help', 'Help needed'],
  ['accomplishment', 'Accomplishments'],
];

/** The person's day by kind, today with what is still open from earlier days. Private: ephemeral in channels. */
export async function runList(
  day: 'today' | 'yesterday',
  context: CommandContext,
  plan: PlanRepository,
): Promise<Reply> {
  const today = dayOf(context.now, context.timeZone);
  const shownDay = day === 'today' ? today : dayBefore(today);
  const items = await plan.byDay(shownDay);
  const leftOver =
    day === 'today' ? (await plan.openBefore(today)).filter((item) => item.kind !== 'meeting') : [];
  const count = items.length + leftOver.length;
  const groups = [...groupsOf(items, count), ...leftOverGroup(leftOver, today, count)];
  return composeReply({
    header: `Your plan for ${spellDay(shownDay)}`,
    groups: groups.length > 0 ? groups : [{ lines: [sayNothing(day)] }],
    ...noteOn([...items, ...leftOver], day),
    ephemeral: !context.isDirect,
  });
}

function groupsOf(items: readonly Item[], count: number): readonly Group[] {
  return TITLES.flatMap(([kind, title]) => {
    const lines = items.filter((item) => item.kind === kind).map((item) => lineOf(item, count));
    return lines.length === 0 ? [] : [{ title, lines }];
  });
}

function leftOverGroup(items: readonly Item[], today: string, count: number): readonly Group[] {
  if (items.length === 0) return [];
  const lines = items.map((item) => `${lineOf(item, count)} _(${spellPastDay(item.day, today)})_`);
  return [{ title: 'Still open', lines }];
}

function lineOf(item: Item, count: number): string {
  const isTicked = item.state === 'done' && item.kind !== 'accomplishment';
  return `*${item.number}*  ${isTicked ? ':white_check_mark: ' : ''}${shownText(item, count)}`;
}

function sayNothing(day: 'today' | 'yesterday'): string {
  if (day === 'yesterday') return 'Nothing is noted for that day.';
  return 'Nothing planned yet. Try `add task Ship docs by Friday`, or `help` for all there is.';
}

function noteOn(items: readonly Item[], day: 'today' | 'yesterday'): { note?: string } {
  const tickable = items.filter((item) => item.kind !== 'accomplishment');
  if (tickable.length === 0) return {};
  const done = tickable.filter((item) => item.state === 'done').length;
  const open = tickable.find((item) => item.state === 'open');
  const hint = open && day === 'today' ? ` · \`done ${open.number}\` ticks off *${open.number}*` : '';
  return { note: `${done} of ${tickable.length} done${hint}` };
}
