import type { Control } from '../control.ts';
import type { SimMessageQuery } from '../messages.ts';
import { type Call, queryOf } from './call.ts';

export function readings(call: Call): Pick<Control, 'state' | 'record' | 'changeSettings' | 'messages'> {
  return {
    state: () => call('GET', ['state']),
    record: (page = {}) => call('GET', ['record'], undefined, queryOf({ ...page })),
    changeSettings: (changes) => call('PATCH', ['settings'], changes),
    messages: ({ team, channel, threadTs, ...rest }: SimMessageQuery) =>
      call(
        'GET',
        ['workspaces', team, 'channels', channel, 'messages'],
        undefined,
        queryOf({ ...rest, thread_ts: threadTs }),
      ),
  };
}
