import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { STATE_KEY } from '../shell/queries.ts';

/** Below the state's key: whatever changes the state may have changed an app. */
const detailsKey = (appId: string) => [...STATE_KEY, 'app', appId] as const;

/** An app's secrets and manifest. */
export function useDetails(appId: string) {
  const control = useControl();
  return useQuery({ queryKey: detailsKey(appId), queryFn: () => control.appDetails(appId) });
}

/** Reads them again, after a change that the stream does not tell of. */
export function useRefreshDetails(appId: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: detailsKey(appId) });
}
