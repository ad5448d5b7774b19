import type { AppList, AppView, FleetView, NewApp, SessionView, WorkspaceList } from '@muster/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CallError, callApi } from './call-api.ts';

/** How often the page looks again, in milliseconds. */
const REFRESH_MS = 2_000;

/** Whether this browser is signed in. A one-time link is used up by the first look. */
export function useSession(signInLink: string | null) {
  return useQuery({
    queryKey: ['session'],
    queryFn: () => firstSession(signInLink),
    staleTime: Number.POSITIVE_INFINITY,
    // The gateway may just be starting: go on asking until it answers for the first time.
    refetchInterval: (query) => (query.state.data ? false : REFRESH_MS),
  });
}

export interface Session extends SessionView {
  /** Why the one-time link did not work. */
  readonly linkTrouble: string | null;
}

const spentLinks = new Set<string>();

async function firstSession(link: string | null): Promise<Session> {
  if (link !== null && !spentLinks.has(link)) {
    try {
      const session = await callApi<SessionView>('POST', '/session', { link });
      spentLinks.add(link);
      return { ...session, linkTrouble: null };
    } catch (error) {
      if (!(error instanceof CallError) || error.status !== 401) throw error;
      spentLinks.add(link);
      return { ...(await callApi<SessionView>('GET', '/session')), linkTrouble: error.message };
    }
  }
  return { ...(await callApi<SessionView>('GET', '/session')), linkTrouble: null };
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (operatorToken: string) => callApi<SessionView>('POST', '/session', { operatorToken }),
    onSuccess: (session) => client.setQueryData<Session>(['session'], { ...session, linkTrouble: null }),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callApi<void>('DELETE', '/session'),
    onSuccess: () => forgetSession(client),
  });
}

export function useWorkspaces() {
  return useLive<WorkspaceList>('/workspaces');
}

export function useApps() {
  return useLive<AppList>('/apps');
}

export function useFleet() {
  return useLive<FleetView>('/fleet');
}

function useLive<Answer>(path: string) {
  const client = useQueryClient();
  return useQuery<Answer>({
    queryKey: ['live', path],
    queryFn: async () => {
      try {
        return await callApi<Answer>('GET', path);
      } catch (error) {
        if (error instanceof CallError && error.status === 401) forgetSession(client);
        throw error;
      }
    },
    refetchInterval: REFRESH_MS,
  });
}

function forgetSession(client: ReturnType<typeof useQueryClient>): void {
  client.setQueryData<Session>(
    ['session'],
    (known) => known && { ...known, signedIn: false, linkTrouble: null },
  );
  client.removeQueries({ queryKey: ['live'] });
}

export function useRemoveWorkspace() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi<void>('DELETE', `/workspaces/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['live'] }),
  });
}

export function useRegisterApp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (app: NewApp) => callApi<AppView>('POST', '/apps', app),
    onSettled: () => client.invalidateQueries({ queryKey: ['live'] }),
  });
}

/** The manifest to make an own app from. It does not change while the page is open. */
export function useManifest(isWanted: boolean) {
  return useQuery({
    queryKey: ['manifest'],
    queryFn: () => callApi<Record<string, unknown>>('GET', '/apps/manifest'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isWanted,
  });
}

/** Has a slot that is down try to connect at once. `slot`: its name, `A123#0`. */
export function useRetrySlot() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (slot: string) => {
      const [appId = '', index = ''] = slot.split('#');
      return callApi<object>('POST', `/apps/${encodeURIComponent(appId)}/slots/${index}/retry`, {});
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['live'] }),
  });
}

/** Takes an app that processes died of back among the others. */
export function useReleaseApp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (appId: string) => callApi<object>('POST', `/apps/${encodeURIComponent(appId)}/release`, {}),
    onSettled: () => client.invalidateQueries({ queryKey: ['live'] }),
  });
}
