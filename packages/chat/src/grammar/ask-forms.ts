import type { PlainCommand } from '../command.ts';
import { isVisible } from '../measure.ts';
import { misread } from './unknown.ts';
import { EXAMPLES, helpTopic } from './vocabulary.ts';

export const HELP: PlainCommand = { name: 'help', args: { topic: null } };

/** `list`, `plan today`, `list yesterday`. */
export function readList(rest: string, whole: string): PlainCommand {
  const day = bare(rest);
  if (day === '' || day === 'today') return { name: 'list', args: { day: 'today' } };
  if (day === 'yesterday') return { name: 'list', args: { day: 'yesterday' } };
  return misread(whole, EXAMPLES.list);
}

/** `today` and `yesterday` stand alone; with words behind them somebody probably wanted to add something. */
export function readDay(day: 'today' | 'yesterday', rest: string, whole: string): PlainCommand {
  if (bare(rest) === '') return { name: 'list', args: { day } };
  return misread(whole, `${day === 'today' ? 'todo' : 'did'} ${rest}`);
}

/** `help`, `help add`; `help API keys` without its colon is asked, for it may be a call for help. */
export function readHelp(rest: string, whole: string): PlainCommand {
  const about = bare(rest);
  if (['', 'me', 'please', 'me please'].includes(about)) return HELP;
  const [topic = null, ...others] = about.split(/\s+/, 3).map(helpTopic);
  if (topic !== null && !others.includes(null)) return { name: 'help', args: { topic } };
  if (about === 'needed') return misread(whole, EXAMPLES.list);
  return misread(whole, `help: ${rest}`);
}

/** `hi`, `hello there!`; a greeting with more behind it is not understood. */
export function readGreeting(rest: string, whole: string): PlainCommand {
  const isAlone =
    ['', 'there'].includes(bare(rest)) || /^(?::[a-z0-9_+'-]{1,50}:|[^\p{L}\p{N}])*$/u.test(rest);
  return isAlone || !isVisible(rest) ? HELP : misread(whole, null);
}

function bare(text: string): string {
  return text
    .trim()
    .replace(/[.!?]+$/, '')
    .trimEnd()
    .toLowerCase();
}
