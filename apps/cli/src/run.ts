import type { DeadLetterList, FleetView, WorkspaceList } from '@muster/api';
import type { Gateway } from './gateway.ts';
import type { Command } from './options.ts';
import { showDeadLetters, showFleet, showWorkspaces } from './show.ts';

/** Carries a command out. Resolves with what to print: words for people, or what the API answered. */
export async function run(gateway: Gateway, command: Command, json: boolean, nowMs: number): Promise<string> {
  const { answer, words } = await ask(gateway, command, nowMs);
  return json ? JSON.stringify(answer, null, 2) : words;
}

async function ask(
  gateway: Gateway,
  command: Command,
  nowMs: number,
): Promise<{ answer: unknown; words: string }> {
  switch (command.name) {
    case 'fleet': {
      const answer = await gateway.call<FleetView>('GET', '/fleet');
      return { answer, words: showFleet(answer, nowMs) };
    }
    case 'workspaces': {
      const answer = await gateway.call<WorkspaceList>('GET', '/workspaces');
      return { answer, words: showWorkspaces(answer, nowMs) };
    }
    case 'dead-letters': {
      const answer = await gateway.call<DeadLetterList>('GET', '/dead-letters');
      return { answer, words: showDeadLetters(answer, nowMs) };
    }
    case 'drain': {
      const { worker } = command;
      const answer = await gateway.call('POST', `/fleet/workers/${encodeURIComponent(worker)}/drain`);
      return { answer, words: `${worker} hands its connections over and takes no new ones.` };
    }
    case 'retry': {
      const { appId, index } = command;
      const answer = await gateway.call('POST', `/apps/${appId}/slots/${index}/retry`);
      return { answer, words: `${appId}#${index} tries again.` };
    }
    case 'release': {
      const { appId } = command;
      const answer = await gateway.call('POST', `/apps/${encodeURIComponent(appId)}/release`);
      return { answer, words: `${appId} goes back among the others; its deaths are counted anew.` };
    }
    case 'replay': {
      const { kind, id } = command;
      const path = `/dead-letters/${encodeURIComponent(kind)}/${encodeURIComponent(id)}/replay`;
      const answer = await gateway.call('POST', path);
      return { answer, words: `The ${kind} ${id} is tried again.` };
    }
  }
}
