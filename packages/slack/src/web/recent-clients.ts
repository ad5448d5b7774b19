import type { WebClient } from '@slack/web-api';

/** The clients in use lately. */
export interface RecentClients {
  of(token: string): WebClient;
}

/** Keeps the `max` most recently used clients, one per token. */
export function recentClients(max: number, create: (token: string) => WebClient): RecentClients {
  const clients = new Map<string, WebClient>();
  return {
    of(token) {
      const client = clients.get(token) ?? create(token);
      // Taken out and put back at the end: a Map keeps the order of insertion.
      clients.delete(token);
      clients.set(token, client);
      for (const oldest of clients.keys()) {
        if (clients.size <= max) break;
        clients.delete(oldest);
      }
      return client;
    },
  };
}
