import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSlashCommand } from './read-slash-command.ts';

const payload = {
  token: 'deprecated',
  team_id: 'T1',
  team_domain: 'acme',
  channel_id: 'C1',
  channel_name: 'general',
  user_id: 'U1',
  user_name: 'ada',
  command: '/muster',
  text: 'add task Ship &amp; sleep',
  api_app_id: 'A1',
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T1/1/secret',
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
};

describe('reading a slash command', () => {
  it('takes who typed what where, and nothing that opens anything', () => {
    expect(readSlashCommand(payload)).toEqual({
      triggerId: '13345224609.738474920.8088930838d88f008e0',
      appId: 'A1',
      teamId: 'T1',
      enterpriseId: null,
      userId: 'U1',
      channel: 'C1',
      text: 'add task Ship &amp; sleep',
    });
  });

  it('takes the organisation where there is one, and nothing typed as the empty text', () => {
    const read = readSlashCommand({ ...payload, enterprise_id: 'E1', text: undefined });
    expect(read).toMatchObject({ teamId: 'T1', enterpriseId: 'E1', text: '' });
    expect(readSlashCommand({ ...payload, team_id: null, enterprise_id: 'E1' })?.teamId).toBe('');
  });

  it.each(['trigger_id', 'api_app_id', 'user_id', 'channel_id', 'team_id'])('is null without %s', (name) => {
    expect(readSlashCommand({ ...payload, [name]: undefined })).toBeNull();
    expect(readSlashCommand({ ...payload, [name]: 'two words' })).toBeNull();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (anything) => void readSlashCommand(anything)));
  });
});
