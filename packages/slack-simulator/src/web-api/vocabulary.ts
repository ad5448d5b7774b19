import { type Answer, type Call, callerOf, type Method } from './method.ts';

/** What a workspace has of its own to write with: here no emoji and no groups of people. */
export const vocabularyMethods: Readonly<Record<string, Method>> = {
  'emoji.list': { token: 'team', scopes: ['emoji:read'], perMinute: 20, run: emoji },
  'usergroups.list': { token: 'team', scopes: ['usergroups:read'], perMinute: 20, run: usergroups },
};

/** Its own only: those that everybody has are not listed (https://docs.slack.dev/reference/methods/emoji.list). */
function emoji(call: Call): Answer {
  callerOf(call);
  return { emoji: {}, cache_ts: (call.slack.clock.wallMs() / 1_000).toFixed(6) };
}

function usergroups(call: Call): Answer {
  callerOf(call);
  return { usergroups: [] };
}
