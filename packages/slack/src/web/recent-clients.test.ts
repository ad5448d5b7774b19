import { WebClient } from '@slack/web-api';
import { expect, it } from 'vitest';
import { recentClients } from './recent-clients.ts';

it('keeps the clients that were used last', () => {
  const made: string[] = [];
  const clients = recentClients(2, (token) => {
    made.push(token);
    return new WebClient(token);
  });
  const first = clients.of('a');
  clients.of('b');
  expect(clients.of('a')).toBe(first);
  clients.of('c');
  expect(clients.of('a')).toBe(first);
  clients.of('b');
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
