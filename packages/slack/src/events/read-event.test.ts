import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvent } from './index.ts';

const wrapper = {
  type: 'event_callback',
  event_id: 'Ev1',
  api_app_id: 'A1',
  team_id: 'T1',
  event_time: 1_700_000_000,
  authorizations: [{ team_id: 'T1', enterprise_id: null, user_id: 'UBOT', is_bot: true }],
};
const said = {
  type: 'message',
  user: 'U1',
  channel: 'C1',
  channel_type: 'channel',
  text: 'hi &amp; bye',
  ts: '1700000001.000200',
};
const read = (event: object, more: object = {}) => readEvent({ ...wrapper, ...more, event });
const changed = (message: object, previous: object | null = { ...said }, more: object = {}) =>
  read({
    type: 'message',
    subtype: 'message_changed',
    channel: 'C1',
    channel_type: 'channel',
    ts: '1700000009.000100',
    message: { ...said, channel: undefined, ...message },
    ...(previous ? { previous_message: previous } : {}),
    ...more,
  });

describe('readEvent', () => {
  it('reads a message in a channel', () => {
    expect(read({ ...said, thread_ts: '1700000000.000100' })).toEqual({
      kind: 'message',
      eventId: 'Ev1',
      appId: 'A1',
      teamId: 'T1',
      enterpriseId: null,
      userId: 'U1',
      channel: 'C1',
      channelType: 'channel',
      isDirect: false,
      text: 'hi &amp; bye',
      ts: '1700000001.000200',
      threadTs: '1700000000.000100',
      version: '',
      sentMs: 1_700_000_001_000.2,
    });
  });

  it('reads a mention as the same message as its twin', () => {
    const { channel_type: _, ...mention } = { ...said, type: 'app_mention' };
    expect(read(mention)).toMatchObject({ kind: 'message', ts: said.ts, version: '', isDirect: false });
  });

  it('is for the workspace that it was sent to, whatever organisation its author is of', () => {
    const shared = { enterprise_id: 'EAUTHOR', context_enterprise_id: 'EAUTHOR', team_id: 'TAUTHOR' };
    expect(read(said, shared)).toMatchObject({ teamId: 'T1', enterpriseId: null });
    const sentTo = [{ team_id: 'T2', enterprise_id: 'E2' }];
    expect(read(said, { ...shared, authorizations: sentTo })).toMatchObject({
      teamId: 'T2',
      enterpriseId: 'E2',
    });
    expect(read(said, { ...shared, authorizations: [], context_team_id: 'T3' })).toMatchObject({
      teamId: 'T3',
      enterpriseId: 'EAUTHOR',
    });
  });

  it('knows a direct message by its type or its channel', () => {
    expect(read({ ...said, channel: 'D1', channel_type: 'im' })).toMatchObject({ isDirect: true });
    expect(read({ ...said, channel: 'D1', channel_type: undefined })).toMatchObject({ isDirect: true });
    expect(read({ ...said, channel: 'G1', channel_type: 'mpim' })).toMatchObject({ isDirect: false });
  });

  it.each(['file_share', 'thread_broadcast', 'me_message'])('hears people who speak as %s', (subtype) => {
    expect(read({ ...said, subtype })).toMatchObject({ kind: 'message' });
  });

  it.each([
    ['a bot', { bot_id: 'B1' }, 'bot'],
    ['a bot without a bot id', { subtype: 'bot_message' }, 'bot'],
    ['a bot by its profile', { bot_profile: { id: 'B1' } }, 'bot'],
    ['Slackbot', { user: 'USLACKBOT' }, 'bot'],
    ['nobody', { user: undefined }, 'no-user'],
    ['a join', { subtype: 'channel_join' }, 'other-subtype'],
    ['a topic', { subtype: 'channel_topic' }, 'other-subtype'],
  ])('ignores %s', (_who, more, reason) => {
    expect(read({ ...said, ...more })).toEqual({ kind: 'ignored', reason });
    expect(changed({ ...more, text: 'new' })).toEqual({ kind: 'ignored', reason });
  });

  it('ignores an edited mention: its twin knows the text before', () => {
    expect(read({ ...said, type: 'app_mention', edited: { user: 'U1', ts: '1700000005.000000' } })).toEqual({
      kind: 'ignored',
      reason: 'edited-mention',
    });
  });

  it('reads an edit with both texts and both versions', () => {
    const edited = { user: 'U1', ts: '1700000005.000000' };
    expect(changed({ text: 'new', edited })).toMatchObject({
      kind: 'edit',
      userId: 'U1',
      channel: 'C1',
      ts: said.ts,
      text: 'new',
      previousText: said.text,
      version: '1700000005.000000',
      previousVersion: '',
      sentMs: 1_700_000_009_000.1,
    });
    expect(
      changed({ text: 'newer', edited: { ts: '1700000007.000000' } }, { ...said, edited }),
    ).toMatchObject({
      version: '1700000007.000000',
      previousVersion: '1700000005.000000',
    });
  });

  it('never lets an edit pass for the original', () => {
    expect(changed({ text: 'new' })).toMatchObject({ kind: 'edit', version: '1700000009.000100' });
  });

  it('ignores a change that leaves the text alone, as when a link is unfurled', () => {
    expect(changed({ attachments: [{}] })).toEqual({ kind: 'ignored', reason: 'unchanged-text' });
  });

  it('reads a deletion', () => {
    expect(
      read({ type: 'message', subtype: 'message_deleted', channel: 'C1', deleted_ts: said.ts }),
    ).toMatchObject({ kind: 'deleted', channel: 'C1', ts: said.ts });
  });

  it('chooses the installation by the authorization, not by the author', () => {
    const shared = { team_id: 'TAUTHOR', authorizations: [{ team_id: 'T2', enterprise_id: 'E2' }] };
    expect(read({ ...said, team: 'TAUTHOR' }, shared)).toMatchObject({ teamId: 'T2', enterpriseId: 'E2' });
    expect(read(said, { team_id: 'TAUTHOR', context_team_id: 'T3', authorizations: [] })).toMatchObject({
      teamId: 'T3',
      enterpriseId: null,
    });
    expect(read(said, { team_id: undefined, authorizations: [{ enterprise_id: 'E2' }] })).toMatchObject({
      teamId: '',
      enterpriseId: 'E2',
    });
  });

  it('reads who left', () => {
    expect(read({ type: 'app_uninstalled' })).toMatchObject({
      kind: 'uninstalled',
      teamId: 'T1',
      sentMs: 1_700_000_000_000,
    });
    expect(read({ type: 'tokens_revoked', tokens: { oauth: ['U2'], bot: ['UBOT', 7] } })).toMatchObject({
      kind: 'tokens-revoked',
      botUserIds: ['UBOT'],
    });
    expect(read({ type: 'tokens_revoked' })).toMatchObject({ botUserIds: [] });
  });

  it('reads a person whose name or time zone changed', () => {
    const user = { id: 'U1', name: 'ana', tz: 'Asia/Kolkata', profile: { display_name: 'Ana\u0000\ud800' } };
    expect(read({ type: 'user_change', user })).toMatchObject({
      kind: 'member-changed',
      userId: 'U1',
      name: 'Ana\ufffd',
      timeZone: 'Asia/Kolkata',
    });
    expect(read({ type: 'user_change', user: { id: 'U1', tz: 'no zone\n' } })).toMatchObject({
      name: '',
      timeZone: null,
    });
  });

  it('ignores what it does not know, and app_rate_limited, which has no event inside', () => {
    expect(read({ type: 'reaction_added' })).toEqual({ kind: 'ignored', reason: 'other-type' });
    expect(readEvent({ type: 'app_rate_limited', team_id: 'T1', api_app_id: 'A1' })).toEqual({
      kind: 'ignored',
      reason: 'app-rate-limited',
    });
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['no event', wrapper],
    ['an event without a type', { ...wrapper, event: {} }],
    ['no event id', { ...wrapper, event_id: undefined, event: said }],
    ['an event id with a blank', { ...wrapper, event_id: 'Ev\u0000', event: said }],
    ['no workspace', { ...wrapper, team_id: undefined, authorizations: [], event: said }],
    ['a ts that is a number', { ...wrapper, event: { ...said, ts: 1_700_000_001.0002 } }],
    ['no channel', { ...wrapper, event: { ...said, channel: null } }],
    ['a change of nothing', { ...wrapper, event: { type: 'message', subtype: 'message_changed' } }],
    ['a change of nobody', { ...wrapper, event: { type: 'user_change' } }],
  ])('calls malformed: %s', (_what, payload) => {
    expect(readEvent(payload).kind).toBe('malformed');
  });

  it('takes a text of a megabyte as it is', () => {
    const text = '<@U1> '.repeat(170_000);
    expect(read({ ...said, text })).toMatchObject({ kind: 'message', text });
  });

  it('never throws, whatever the payload', () => {
    const kinds = [
      'message',
      'edit',
      'deleted',
      'uninstalled',
      'tokens-revoked',
      'member-changed',
      'ignored',
      'malformed',
    ];
    const junk = fc.anything({ withNullPrototype: true, maxDepth: 3 });
    const type = fc.constantFrom(
      'message',
      'app_mention',
      'user_change',
      'tokens_revoked',
      'app_uninstalled',
      'x',
    );
    const subtype = fc.constantFrom(undefined, 'message_changed', 'message_deleted', 'me_message', 'x');
    const inner = fc.record(
      {
        type,
        subtype,
        user: fc.oneof(fc.constant('U1'), junk),
        channel: fc.oneof(fc.constant('C1'), junk),
        ts: fc.oneof(fc.constant(said.ts), fc.string(), junk),
        text: fc.oneof(fc.string({ unit: 'binary' }), junk),
        message: fc.oneof(fc.constant({ ...said }), junk),
        previous_message: junk,
        edited: junk,
        tokens: junk,
      },
      { requiredKeys: ['type'] },
    );
    const payload = fc.record(
      {
        event_id: fc.oneof(fc.constant('Ev1'), junk),
        api_app_id: fc.oneof(fc.constant('A1'), junk),
        team_id: fc.oneof(fc.constant('T1'), junk),
        authorizations: fc.oneof(fc.constant(wrapper.authorizations), junk),
        event_time: junk,
        event: fc.oneof(inner, junk),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(payload, fc.jsonValue(), junk), (value) => {
        const event = readEvent(value);
        expect(kinds).toContain(event.kind);
        if (event.kind === 'message') expect(Number.isFinite(event.sentMs)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
