import { useSyncExternalStore } from 'react';

/** What the page shows, all of it in the address: it survives a reload and can be sent to someone. */
export interface View {
  readonly team: string | null;
  /** The person the reader plays. */
  readonly person: string | null;
  readonly channel: string | null;
  /** `ts` of the message whose thread is open at the side. */
  readonly thread: string | null;
  readonly pane: 'connections' | null;
}

const PARAMETERS = {
  team: 'team',
  person: 'as',
  channel: 'channel',
  thread: 'thread',
  pane: 'pane',
} as const;

/** Reads the part of an address after `?`. Unknown parameters are ignored. */
export function readView(search: string): View {
  const parameters = new URLSearchParams(search);
  return {
    team: parameters.get(PARAMETERS.team),
    person: parameters.get(PARAMETERS.person),
    channel: parameters.get(PARAMETERS.channel),
    thread: parameters.get(PARAMETERS.thread),
    pane: parameters.get(PARAMETERS.pane) === 'connections' ? 'connections' : null,
  };
}

/** The address of a view, for links. */
export function addressOf(view: View): string {
  const parameters = new URLSearchParams();
  for (const [name, parameter] of Object.entries(PARAMETERS)) {
    const value = view[name as keyof View];
    if (value) parameters.set(parameter, value);
  }
  const search = parameters.toString();
  return search === '' ? '/' : `/?${search}`;
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

/** The view in the address bar; the component draws again whenever it changes. */
export function useView(): View {
  return readView(useSyncExternalStore(onShow, () => window.location.search));
}

/** Shows another view, as a new entry of the browser's history. */
export function show(view: View): void {
  const address = addressOf(view);
  if (address === `${window.location.pathname}${window.location.search}`) return;
  window.history.pushState(null, '', address);
  // On narrow screens the lists are a drawer over the page, which has done its work now.
  document.querySelector<HTMLElement>('#drawer:popover-open')?.hidePopover();
  for (const listener of listeners) listener();
}
