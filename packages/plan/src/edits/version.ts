import type { Item } from '../plan-repository.ts';

/** Orders versions of one message, which are Slack's `edited.ts`; '' is the original. Negative: `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [aSeconds = '', aRest = ''] = a.split('.', 2);
  const [bSeconds = '', bRest = ''] = b.split('.', 2);
  return aSeconds.length - bSeconds.length || compareText(aSeconds, bSeconds) || compareText(aRest, bRest);
}

/** The newest version of the message that any of its items has seen. */
export function newestVersion(items: readonly Item[]): string {
  return items
    .map((item) => item.origin?.version ?? '')
    .reduce((newest, version) => (compareVersions(version, newest) > 0 ? version : newest), '');
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
