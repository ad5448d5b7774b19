import type { WorkspaceView } from '@muster/api';
import { describe, expect, it } from 'vitest';
import { showDeadLetters, showFleet, showWorkspaces } from './show.ts';

const NOW_MS = Date.parse('2026-11-26T12:00:00Z');
const lines = (text: string) => text.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));

describe('what people see', () => {
  it('shows every process, its age and its work', () => {
    const at = { host: 'here', since: '2026-11-26T09:30:00Z' };
    const health = {
      name: 'Plan',
      wanted: 2,
      gapSeconds: null,
      lastGapSeconds: null,
      lastGapEndedAt: null,
      longestGapSeconds: null,
      quarantined: [],
    };
    const failed = { reason: 'Slack refused the connection (internal_error)', retryAt: null };
    const backlog = {
      commands: 0,
      lanesWaiting: 0,
      inboxAgeSeconds: 0,
      unsentReplies: 0,
      outboxAgeSeconds: 0,
      deadLetters: 0,
      queue: null,
    };
    const ready = { ready: true, missing: [] };
    const text = showFleet(
      {
        poison: [{ appId: 'A1', name: 'Muster', since: '2026-11-26T11:30:00Z', reason: 'processes died' }],
        leader: { id: 'coordinator-1', term: '7' },
        staleTerms: 0,
        apps: [
          { ...health, appId: 'A1', live: 1 },
          { ...health, appId: 'A2', live: 0, gapSeconds: 61, quarantined: [{ slot: 'A2#0', ...failed }] },
        ],
        backlog: { ...backlog, commands: 3, lanesWaiting: 2, inboxAgeSeconds: 7, unsentReplies: 1 },
        processes: [
          { kind: 'coordinator', id: 'coordinator-1', pid: 1, leader: true, ...ready, ...at },
          { kind: 'task-worker', id: 'task-worker-1', pid: 3, ready: false, missing: ['it is lost'], ...at },
          {
            kind: 'socket-worker',
            id: 'socket-worker-1',
            pid: 2,
            capacity: 2_000,
            isQuarantine: true,
            connections: 1,
            slots: [
              { slot: 'A1#0', epoch: '5', state: 'live' },
              { slot: 'A1#1', epoch: '6', state: 'down' },
            ],
            ...ready,
            ...at,
          },
        ],
      },
      NOW_MS,
    );
    expect(lines(text)).toEqual([
      'KIND | ID | HOST, PID | UP | WORK',
      'coordinator | coordinator-1 | here 1 | 2 h | leads',
      'task-worker | task-worker-1 | here 3 | 2 h | not ready: it is lost',
      'socket-worker | socket-worker-1 | here 2 | 2 h | 1 of 2 live, room for 2000, quarantine',
      '',
      'Led by coordinator-1, term 7.',
      '1 of 2 apps have a connection.',
      'Plan (A2) has none for 1 min: Slack refused the connection (internal_error)',
      'A1 (Muster) is kept apart for 30 min: processes died. Release it: muster release A1',
      '3 commands in 2 lanes wait, the oldest for 7 s; 1 replies are unsent.',
    ]);
    const unknown = { leader: null, staleTerms: 0, processes: [], apps: null, poison: null, backlog: null };
    expect(showFleet(unknown, NOW_MS)).toContain('Nobody leads');
    const idle = showFleet({ ...unknown, apps: [], backlog }, NOW_MS);
    expect(idle).toContain('No command waits.');
  });

  it('shows workspaces with why one is not connected, in columns whatever the names are', () => {
    const one = {
      teamName: '株式会社\x1b[31m',
      appName: 'Muster',
      connection: 'down',
      reason: 'Slack closed the connection',
      lastEventAt: '2026-11-26T11:59:30Z',
      slots: [{ slot: 'A1#0', state: 'down' }],
    } as unknown as WorkspaceView;
    const text = showWorkspaces({ items: [one] }, NOW_MS);
    expect(text).not.toContain('\x1b');
    expect(lines(text)[1]).toBe(
      '株式会社 [31m | Muster | down | A1#0 down | 30 s ago | Slack closed the connection',
    );
    expect(showWorkspaces({ items: [] }, NOW_MS)).toBe('No workspace has the bot yet.');
  });

  it('shows what was given up', () => {
    const given = {
      workspaceId: 'i1',
      lane: 'l',
      key: 'k',
      reason: 'it failed',
      since: '2026-11-23T12:00:00Z',
    };
    const text = showDeadLetters({ items: [{ kind: 'command', id: '7', name: 'add', ...given }] }, NOW_MS);
    expect(lines(text)[1]).toBe('command | 7 | add | 3 d ago | it failed');
    expect(showDeadLetters({ items: [] }, NOW_MS)).toBe('Nothing was given up.');
  });
});
