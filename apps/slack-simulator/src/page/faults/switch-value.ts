/** What a switch can be set to. */
export type SwitchValue = boolean | number | string | null | readonly number[];

/** As text in a field; empty for never. */
export function textOfValue(value: SwitchValue): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** What was typed, in the shape of the default value. Throws an Error with words for the reader. */
export function valueOfText(text: string, like: SwitchValue, isNullable: boolean): SwitchValue {
  const trimmed = text.trim();
  if (Array.isArray(like)) return trimmed === '' ? [] : trimmed.split(',').map((part) => numberOf(part));
  if (isNullable && trimmed === '') return null;
  if (typeof like === 'string') {
    if (trimmed === '') throw new Error('It cannot be empty');
    return trimmed;
  }
  return numberOf(trimmed);
}

export function isSame(one: SwitchValue, other: SwitchValue): boolean {
  return textOfValue(one) === textOfValue(other) && (one === null) === (other === null);
}

/** For readers: durations with their unit, `on` and `off`, `never`. `name`: that of the setting. */
export function valueWords(name: string, value: SwitchValue): string {
  if (value === null) return 'never';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (!name.endsWith('Ms')) return textOfValue(value);
  if (Array.isArray(value)) return value.map(durationWords).join(', ') || 'none';
  return durationWords(Number(value));
}

/** `250 ms`, `3 s`, `5 min`, `5 h 1 min`. */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${round(ms / 1_000)} s`;
  if (ms < 3_600_000) return `${round(ms / 60_000)} min`;
  const minutes = Math.round((ms % 3_600_000) / 60_000);
  return `${Math.floor(ms / 3_600_000)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

function numberOf(text: string): number {
  const value = Number(text.trim());
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error('It must be a number');
  return value;
}
