import type { SimFault, SimFaultKind, SimStandingFault } from '@muster/slack-simulator/control';

/** A number or word that a fault can take. */
export type FaultField = 'retryAfterS' | 'delayMs' | 'error' | 'status';

/** A fault in words. */
export interface Recipe {
  readonly name: string;
  readonly does: string;
  /** What a good bot should do then: a sentence from its verb on. */
  readonly should: string;
  readonly kind: SimFaultKind;
  /** Of Socket Mode's upgrades instead of Web API calls. */
  readonly isSocket: boolean;
  readonly field: FaultField | null;
}

const call = { isSocket: false, field: null } as const;

/** By their id, in the order of the list. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  limited: {
    ...call,
    name: 'Too many calls (429)',
    does: 'Refused with Retry-After. Nothing is done.',
    should: 'wait so long, for this method and workspace only, and call again.',
    kind: '429',
    field: 'retryAfterS',
  },
  failed: {
    ...call,
    name: 'Server error (500)',
    does: 'Answered with HTTP 500. Nothing is done.',
    should: 'try again later. Before it writes again, look whether the write is there.',
    kind: '500',
  },
  lost: {
    ...call,
    name: 'Answer lost (done, then 500)',
    does: 'It is done, but the answer is HTTP 500.',
    should: 'not do it twice: a person must not see the same message again.',
    kind: '500-but-done',
  },
  slow: {
    ...call,
    name: 'Slow',
    does: 'It is done and answered only after the delay.',
    should: 'ack events in time all the same, and hold up nobody else.',
    kind: 'slow',
    field: 'delayMs',
  },
  late: {
    ...call,
    name: 'Done, but the answer is late',
    does: 'It is done at once and answered after the delay.',
    should: 'not do it twice after its own time-out.',
    kind: 'slow-but-done',
    field: 'delayMs',
  },
  never: {
    ...call,
    name: 'Never answered',
    does: 'It is not done, and the line stays open without an answer.',
    should: 'give up after a time of its own, and try again.',
    kind: 'hang',
  },
  error: {
    ...call,
    name: 'Refused by Slack (ok: false)',
    does: 'Answered with HTTP 200, ok: false and this error. Nothing is done.',
    should: 'treat dead tokens as removed, and tell a person about what only a person can mend.',
    kind: 'error',
    field: 'error',
  },
  upgrade: {
    name: 'New connections refused',
    does: 'The WebSocket upgrade is answered with this HTTP status.',
    should: 'ask for a new address and try again, with growing pauses.',
    kind: '500',
    isSocket: true,
    field: 'status',
  },
  upgradeHeld: {
    name: 'New connections held',
    does: 'The WebSocket upgrade is never answered.',
    should: 'give up after a time of its own, and try again.',
    kind: 'hang',
    isSocket: true,
    field: null,
  },
};

/** What each field is called, its unit, and what it starts with. */
export const FIELDS: Readonly<
  Record<FaultField, { readonly name: string; readonly start: string; readonly isNumber: boolean }>
> = {
  retryAfterS: { name: 'Retry-After, seconds', start: '30', isNumber: true },
  delayMs: { name: 'Delay, milliseconds', start: '5000', isNumber: true },
  error: { name: 'Error', start: 'fatal_error', isNumber: false },
  status: { name: 'HTTP status', start: '503', isNumber: true },
};

export interface FaultWish {
  readonly recipe: Recipe;
  /** Empty: every method. */
  readonly method: string;
  readonly appId: string | null;
  readonly team: string | null;
  /** What was typed for the recipe's field. */
  readonly value: string;
  /** Null: until it is removed. */
  readonly times: number | null;
}

/** What to ask the simulator for. Throws an Error with words for the reader when a number is none. */
export function faultOf({ recipe, method, appId, team, value, times }: FaultWish): SimFault {
  if (times !== null && !(Number.isInteger(times) && times > 0))
    throw new Error('How often must be 1 or more');
  return {
    method: recipe.isSocket ? 'socket' : method.trim() || '*',
    kind: recipe.kind,
    times,
    ...(appId === null ? {} : { appId }),
    // An upgrade belongs to an app, not to a workspace.
    ...(team === null || recipe.isSocket ? {} : { team }),
    ...(recipe.field === null ? {} : { [recipe.field]: fieldValue(recipe.field, value.trim()) }),
  };
}

function fieldValue(field: FaultField, text: string): string | number {
  const { name, isNumber } = FIELDS[field];
  if (text === '') throw new Error(`${name} is missing`);
  if (!isNumber) return text;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number`);
  return value;
}

/** A standing fault in one line, such as `Too many calls (429): users.info, 30 s`. */
export function faultWords(fault: SimStandingFault, nameOf: (id: string) => string): string {
  const isSocket = fault.method === 'socket';
  const recipe = Object.values(RECIPES).find((one) => one.kind === fault.kind && one.isSocket === isSocket);
  const what = recipe?.name ?? fault.kind;
  const facts = [
    isSocket ? null : fault.method === '*' ? 'every method' : fault.method,
    fault.appId === undefined ? null : nameOf(fault.appId),
    fault.team === undefined ? null : nameOf(fault.team),
    recipe?.field ? fieldWords(fault, recipe.field) : null,
    timesWords(fault.times),
  ];
  return `${what}: ${facts.filter(Boolean).join(', ')}`;
}

function fieldWords(fault: SimFault, field: FaultField): string | null {
  const value = fault[field];
  if (value === undefined) return null;
  return { retryAfterS: `${value} s`, delayMs: `${value} ms`, error: `${value}`, status: `${value}` }[field];
}

function timesWords(times: number | null): string {
  if (times === null) return 'until removed';
  return times === 1 ? 'once' : `${times} times`;
}
