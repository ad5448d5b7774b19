import { describe, expect, it } from 'vitest';
import { dayAndTime, messageRows } from './message-rows.ts';

const NOON_MS = Date.UTC(2026, 10, 24, 12);
const at = (minutes: number, author: string, startsGroup = false) => ({
  ts: `${NOON_MS / 1000 + minutes * 60}.000100`,
  author,
  startsGroup,
});
const shape = (messages: ReturnType<typeof at>[], timeZone = 'UTC', newFrom: string | null = null) =>
  messageRows(messages, (message) => message, timeZone, NOON_MS, newFrom).map((row) =>
    row.type === 'day'
      ? row.label
      : row.type === 'new'
        ? '(new)'
        : `${row.message.author}${row.hasHead ? '*' : ''}`,
  );

describe('the rows of a message list', () => {
  it('names an author once for messages that follow closely', () => {
    expect(shape([at(0, 'ana'), at(1, 'ana'), at(7, 'ana'), at(8, 'bo')])).toEqual([
      'Today',
      'ana*',
      'ana',
      'ana*',
      'bo*',
    ]);
  });

  it('opens each day with its name, in the time zone of the reader', () => {
    expect(shape([at(-24 * 60, 'ana'), at(0, 'ana')])).toEqual(['Yesterday', 'ana*', 'Today', 'ana*']);
    expect(shape([at(0, 'ana'), at(4 * 60, 'ana')], 'Asia/Tokyo')).toEqual([
      'Today',
      'ana*',
      'Wednesday, November 25',
      'ana*',
    ]);
  });

  it('parts messages of another kind', () => {
    expect(shape([at(0, 'bot'), at(1, 'bot', true), at(2, 'bot')])).toEqual([
      'Today',
      'bot*',
      'bot*',
      'bot*',
    ]);
  });

  it('survives a time zone and a ts that do not exist', () => {
    expect(() =>
      messageRows([{ ts: 'x' }], () => ({ ts: 'x', author: 'a', startsGroup: false }), 'Mars/Base', 0),
    ).not.toThrow();
  });

  it('draws one line where new messages begin', () => {
    const messages = [at(0, 'ana'), at(1, 'ana'), at(2, 'ana')];
    expect(shape(messages, 'UTC', messages[1]?.ts)).toEqual(['Today', 'ana*', '(new)', 'ana*', 'ana']);
    expect(shape(messages, 'UTC', at(9, '').ts)).toEqual(['Today', 'ana*', 'ana', 'ana']);
  });

  it('says when in words', () => {
    expect(dayAndTime(NOON_MS, 'UTC', NOON_MS)).toBe('today at 12:00 PM');
    expect(dayAndTime(NOON_MS - 86_400_000, 'UTC', NOON_MS)).toBe('yesterday at 12:00 PM');
    expect(dayAndTime(NOON_MS - 9 * 86_400_000, 'UTC', NOON_MS)).toBe('on Sunday, November 15 at 12:00 PM');
  });
});
