import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  INITECH,
  LAB,
  LAB_GENERAL,
  OFFICE,
  OFFICE_GENERAL,
  type OrgWorld,
  orgWorld,
  PETER,
} from '../testing/org-world.ts';
import { until } from '../testing/until.ts';

let world: OrgWorld;
beforeEach(async () => {
  world = await orgWorld();
});
afterEach(() => world.simulator.stop());

describe('events', () => {
  test('of each workspace come with the organisation, and with one authorization', async () => {
    const { simulator, botUserId } = world;
    const places = [
      [OFFICE, OFFICE_GENERAL],
      [LAB, LAB_GENERAL],
    ] as const;
    for (const [team, channel] of places)
      await simulator.control.say(team, channel, { user: PETER, text: `<@${botUserId}> in ${team}` });
    const mentions = await until(() => {
      const heard = world.all().filter(({ event }) => event.type === 'app_mention');
      return heard.length === 2 && heard;
    }, 'both mentions');
    for (const [at, [team]] of places.entries())
      expect(mentions[at]).toMatchObject({
        team_id: team,
        enterprise_id: INITECH,
        context_team_id: team,
        context_enterprise_id: INITECH,
        authorizations: [
          {
            enterprise_id: INITECH,
            team_id: team,
            user_id: botUserId,
            is_bot: true,
            is_enterprise_install: true,
          },
        ],
      });
  });

  test('a workspace that is granted or revoked is told to the app, and decides what it hears', async () => {
    const { simulator, appId, botUserId } = world;
    const { control } = simulator;
    await control.setOrgAccess(INITECH, appId, LAB, false);
    const revoked = await world.heard('team_access_revoked');
    expect(revoked).toMatchObject({
      team_id: null,
      enterprise_id: INITECH,
      event: { team_ids: [LAB] },
      authorizations: [{ enterprise_id: INITECH, team_id: null, is_enterprise_install: true }],
    });
    await control.say(LAB, LAB_GENERAL, { user: PETER, text: `<@${botUserId}> unheard` });
    await control.setOrgAccess(INITECH, appId, LAB, true);
    expect((await world.heard('team_access_granted')).event.team_ids).toEqual([LAB]);
    await control.invite(LAB, LAB_GENERAL, botUserId);
    await control.say(LAB, LAB_GENERAL, { user: PETER, text: `<@${botUserId}> heard` });
    expect((await world.heard('app_mention')).event.text).toContain('> heard');
  });

  test('granting what was granted, and revoking what was not, tells nobody', async () => {
    const { simulator, appId } = world;
    await simulator.control.setOrgAccess(INITECH, appId, LAB, true);
    await simulator.control.setOrgAccess(INITECH, appId, LAB, false);
    await simulator.control.setOrgAccess(INITECH, appId, LAB, false);
    const { events } = await simulator.control.record();
    expect(events.map(({ type }) => type)).toEqual(['team_access_revoked']);
  });

  test('of the organisation itself are held back beyond its share, and the app is told', async () => {
    const { simulator, appId, client } = world;
    await simulator.control.changeSettings({ rateLimits: true, deliveriesPerHour: 1 });
    await simulator.control.setOrgAccess(INITECH, appId, LAB, false);
    await simulator.control.setOrgAccess(INITECH, appId, LAB, true);
    const limited = await until(() => {
      const payloads = client.frames.map(({ payload }) => payload as unknown as Record<string, unknown>);
      return payloads.find((payload) => payload?.type === 'app_rate_limited');
    }, 'the notice');
    expect(limited).toMatchObject({ team_id: INITECH, api_app_id: appId });
    expect(world.all().map(({ event }) => event?.type)).not.toContain('team_access_granted');
  });

  test('the removal is told once, and ends tokens and events everywhere', async () => {
    const { simulator, appId, botUserId } = world;
    const { access_token } = await world
      .accept(`${INITECH}:${PETER}`, { user_scope: 'users:read' })
      .then(({ authed_user }) => authed_user as { access_token: string });
    await simulator.control.uninstallOrg(INITECH, appId);
    expect(await world.heard('app_uninstalled')).toMatchObject({ team_id: null, enterprise_id: INITECH });
    expect((await world.heard('tokens_revoked')).event.tokens).toEqual({ oauth: [PETER], bot: [botUserId] });
    expect(world.all()).toHaveLength(2);
    for (const token of [world.botToken, access_token])
      expect(await world.call('auth.test', {}, token)).toMatchObject({ error: 'account_inactive' });
    const { workspaces, enterprises } = await simulator.control.state();
    expect(enterprises[0]?.apps).toEqual([]);
    expect(workspaces.flatMap(({ apps }) => apps).filter(({ installed }) => installed)).toEqual([]);
    await expect(simulator.control.uninstallOrg(INITECH, appId)).rejects.toMatchObject({
      code: 'not_installed',
    });
  });
});
