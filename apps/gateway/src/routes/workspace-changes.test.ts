import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_OPERATOR, type GatewayBench, install, openBench } from '../testing/gateway-bench.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

function call(method: 'GET' | 'DELETE' | 'POST', path: string, payload?: object) {
  return bench.server.inject({
    method,
    url: `/api/v1${path}`,
    headers: AS_OPERATOR,
    ...(payload ? { payload } : {}),
  });
}

describe('removing a workspace', () => {
  it('revokes the token at Slack, then forgets it, and shows the workspace as removed', async () => {
    const { id, grant } = await install(bench, 'remove', { teamId: 'TREMOVE' });
    const answer = await call('DELETE', `/workspaces/${id}`);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(bench.slack.revoked).toContain(grant.botToken);
    expect(await bench.store.installations.botToken(id)).toBeNull();
    expect((await call('GET', `/workspaces/${id}`)).json()).toMatchObject({
      status: 'removed',
      connection: 'removed',
      slots: [],
      removedReason: 'Removed in the console',
    });
    expect((await call('DELETE', `/workspaces/${id}`)).statusCode).toBe(404);
    expect((await bench.store.audit.list(20)).map(({ action }) => action)).toContain('installation.removed');
  });

  it('changes nothing while Slack is away, and says when to come back if Slack is busy', async () => {
    const { id, grant } = await install(bench, 'remove-away', { teamId: 'TREMOVEAWAY' });
    bench.slack.trouble = 'away';
    expect((await call('DELETE', `/workspaces/${id}`)).statusCode).toBe(502);
    bench.slack.trouble = 'busy';
    const busy = await call('DELETE', `/workspaces/${id}`);
    expect([busy.statusCode, busy.headers['retry-after']]).toEqual([503, '30']);
    bench.slack.trouble = 'none';
    expect(await bench.store.installations.botToken(id)).toBe(grant.botToken);
  });

  it('goes on when Slack says that the token is dead already', async () => {
    const { id, grant } = await install(bench, 'remove-dead', { teamId: 'TREMOVEDEAD' });
    bench.slack.tokens.delete(grant.botToken);
    expect((await call('DELETE', `/workspaces/${id}`)).statusCode).toBe(204);
  });

  it('removes a workspace whose token does not open, which cannot be revoked', async () => {
    const one = await install(bench, 'sealed-1', { teamId: 'TSEALED1' });
    const other = await install(bench, 'sealed-2', { teamId: 'TSEALED2' });
    await bench.query(
      'UPDATE installations SET bot_token_sealed = (SELECT bot_token_sealed FROM installations WHERE id = $1::uuid) WHERE id = $2::uuid',
      [one.id, other.id],
    );
    expect((await call('DELETE', `/workspaces/${other.id}`)).statusCode).toBe(204);
    expect(bench.slack.revoked).not.toContain(one.grant.botToken);
    expect(await bench.store.installations.botToken(one.id)).toBe('xoxb-sealed-1');
  });
});

describe('sending a message into a workspace', () => {
  it('stores it, rings its lane and answers 202', async () => {
    const { id } = await install(bench, 'message', { teamId: 'TMESSAGE' });
    const answer = await call('POST', `/workspaces/${id}/messages`, { channel: 'C123', text: 'Hello' });
    expect(answer.statusCode).toBe(202);
    const { id: messageId } = answer.json<{ id: string }>();
    expect(bench.rings.at(-1)).toMatchObject({
      lane: `${id}:channel:C123`,
      command: { args: { id: messageId } },
    });
    const claimed = await bench.store.outbox.claimNext(`${id}:channel:C123`);
    expect(claimed).toMatchObject({
      kind: 'claimed',
      message: { id: messageId, text: 'Hello', channel: 'C123' },
    });
  });

  it('refuses what Slack would not take, naming the field', async () => {
    const { id } = await install(bench, 'bad-message', { teamId: 'TBADMESSAGE' });
    const bad: [object, string][] = [
      [{ channel: 'C1' }, 'text'],
      [{ channel: 'C1', text: '  ' }, 'text'],
      [{ channel: 'C1', text: 'x'.repeat(4001) }, 'text'],
      [{ channel: 'C1', text: 'a\u0000b' }, 'text'],
      [{ channel: 'C1', text: '\ud800' }, 'text'],
      [{ channel: 'not a channel', text: 'x' }, 'channel'],
      [{ channel: ['C1'], text: 'x' }, 'channel'],
    ];
    for (const [payload, field] of bad) {
      const answer = await call('POST', `/workspaces/${id}/messages`, payload);
      expect(answer.statusCode).toBe(400);
      expect(answer.json<{ error: { message: string } }>().error.message).toContain(field);
    }
  });

  it('is refused for a workspace that was removed', async () => {
    const { id } = await install(bench, 'removed-message', { teamId: 'TREMOVEDMESSAGE' });
    await call('DELETE', `/workspaces/${id}`);
    const answer = await call('POST', `/workspaces/${id}/messages`, { channel: 'C1', text: 'x' });
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { error: { code: 'not_connected' } }]);
  });
});
