import { useMemo, useSyncExternalStore } from 'react';

export type Tab = 'home' | 'about';

/** What the panel of faults shows. */
export const PANES = ['connections', 'calls', 'apps', 'switches'] as const;
export type Pane = (typeof PANES)[number];

/** What the page shows, all of it in the address: it survives a reload and can be sent to someone. */
export interface View {
  /** The workspace's domain, such as `acme`. */
  readonly team: string | null;
  /** The person the reader plays. */
  readonly person: string | null;
  readonly channel: string | null;
  /** `ts` of the message whose thread is open at the side. */
  readonly thread: string | null;
  /** The panel of faults at the side. */
  readonly pane: Pane | null;
  /** The wire's drawer at the bottom; absent or null: closed. */
  readonly wire?: 'open' | null;
  /** What is shown of an app instead of its messages; absent or null: its messages. */
  readonly tab?: Tab | null;
  /** `ts` of the message that a link leads to; absent or null: none. */
  readonly message?: string | null;
}

const WORKSPACE_PATH = /^\/workspaces\/([^/]+)\/?$/;
const PARAMETERS = {
  person: 'as',
  channel: 'channel',
  thread: 'thread',
  pane: 'pane',
  wire: 'wire',
  tab: 'tab',
  message: 'message',
} as const;

/** Reads an address from its path on, such as `/workspaces/acme/?channel=C1`. Unknown parameters are ignored. */
export function readView(address: string): View {
  const { pathname, searchParams } = new URL(address, 'http://page');
  return {
    team: WORKSPACE_PATH.exec(pathname)?.[1] ?? null,
    person: searchParams.get(PARAMETERS.person),
    channel: searchParams.get(PARAMETERS.channel),
    thread: searchParams.get(PARAMETERS.thread),
    pane: PANES.find((one) => one === searchParams.get(PARAMETERS.pane)) ?? null,
    wire: searchParams.get(PARAMETERS.wire) === 'open' ? 'open' : null,
    tab: readTab(searchParams.get(PARAMETERS.tab)),
    message: searchParams.get(PARAMETERS.message),
  };
}

function readTab(tab: string | null): Tab | null {
  return tab === 'home' || tab === 'about' ? tab : null;
}

/** The address of a view, for links. */
export function addressOf({ team, ...rest }: View): string {
  const parameters = new URLSearchParams();
  for (const [name, parameter] of Object.entries(PARAMETERS)) {
    const value = rest[name as keyof typeof rest];
    if (value) parameters.set(parameter, value);
  }
  const path = team ? `/workspaces/${team}/` : '/';
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

const listeners = new Set<() => void>();

/** Calls `listener` whenever another view is shown. Returns how to end that. */
export function onShow(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** The view in the address bar. */
export function shownView(): View {
  return readView(shownAddress());
}

const shownAddress = () => `${window.location.pathname}${window.location.search}`;

/** The view in the address bar; the component draws again whenever it changes. */
export function useView(): View {
  const address = useAddress();
  return useMemo(() => readView(address), [address]);
}

/** The path and query in the address bar; the component draws again whenever they change. */
export function useAddress(): string {
  return useSyncExternalStore(onShow, shownAddress);
}

/** Shows another view, as a new entry of the browser's history. */
export function show(view: View): void {
  showAddress(addressOf(view));
}

/** Shows what another address of this page says. */
export function showAddress(address: string): void {
  if (address === shownAddress()) return;
  window.history.pushState(null, '', address);
  // Where the one before was scrolled to means nothing here.
  window.scrollTo(0, 0);
  // On narrow screens the lists are a drawer over the page, which has done its work now.
  document.querySelector<HTMLElement>('#drawer:popover-open')?.hidePopover();
  for (const listener of listeners) listener();
}
