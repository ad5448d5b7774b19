import type { Control } from '../control/control.ts';
import { setArchived } from '../conversation/change-channel.ts';
import { addChannel, openIm, setMember } from '../conversation/places.ts';
import { userJson } from '../conversation/user-json.ts';
import { sendEvent } from '../events/event-payload.ts';
import type { InnerEvent } from '../events/event-types.ts';
import { hears, publishOther } from '../events/publish.ts';
import { newTs, nowSeconds, type Slack } from '../slack.ts';
import { addPerson, addWorkspace, demandFree } from '../state/newcomers.ts';
import { appBy, demand, placeBy, userBy, workspaceBy } from './lookups.ts';

type Part = Pick<
  Control,
  | 'openIm'
  | 'addWorkspace'
  | 'addPerson'
  | 'changePerson'
  | 'addChannel'
  | 'archiveChannel'
  | 'invite'
  | 'kick'
  | 'setActive'
>;

/** Workspaces, people and channels. */
export function places(slack: Slack): Part {
  const { keeper, notices } = slack;
  return {
    openIm: async (team, im) => {
      const workspace = workspaceBy(slack, team);
      const { user } = im;
      userBy(workspace, user);
      if ('with' in im) {
        demand(im.with !== user, 'same_person', 'a direct message is between two people');
        return { channel: openIm(slack, workspace, user, userBy(workspace, im.with).id).id };
      }
      const installation = workspace.installations.get(appBy(slack, im.appId).id);
      if (!installation) return demandInstalled();
      const { id } = openIm(slack, workspace, user, installation.botUserId);
      const event: InnerEvent = {
        type: 'app_home_opened',
        user,
        channel: id,
        tab: 'messages',
        event_ts: newTs(slack),
      };
      if (installation.active && hears(slack, installation, { event: event.type, scope: null }))
        sendEvent(slack, workspace, installation, event);
      return { channel: id };
    },
    addWorkspace: async (made) => ({ id: addWorkspace(slack, made) }),
    addPerson: async (team, made) => ({ id: addPerson(slack, workspaceBy(slack, team), made) }),
    changePerson: async (team, userId, changes) => {
      const workspace = workspaceBy(slack, team);
      const before = userBy(workspace, userId);
      const user = {
        ...before,
        name: changes.name ?? before.name,
        realName: changes.realName ?? before.realName,
        timeZone: changes.timeZone ?? before.timeZone,
      };
      keeper.commit({ type: 'user', team, user });
      notices.tell({ type: 'workspace', team });
      publishOther(slack, workspace, {
        type: 'user_change',
        user: { ...userJson(keeper.world, workspace, user), locale: 'en-US' },
        cache_ts: nowSeconds(slack),
        event_ts: newTs(slack),
      });
    },
    addChannel: async (team, { id, name, kind = 'channel', members }) => {
      const workspace = workspaceBy(slack, team);
      const people = [...workspace.users.values()].filter((user) => user.appId === null);
      const everyone = people.map((person) => person.id);
      demandFree(workspace.channels, id);
      for (const member of members ?? []) userBy(workspace, member);
      const creator = members?.[0] ?? everyone[0] ?? 'USLACKBOT';
      return {
        id: addChannel(slack, workspace, { id, name, kind, creator, members: members ?? everyone }).id,
      };
    },
    archiveChannel: async (team, channelId, archived) => {
      const { workspace, channel } = placeBy(slack, team, channelId);
      setArchived(slack, { workspace, channel }, channel.creator, archived);
    },
    invite: async (team, channelId, user) => {
      const { workspace, channel } = placeBy(slack, team, channelId);
      demand(channel.kind !== 'im', 'is_im', 'nobody can be invited into a direct message');
      setMember(slack, workspace, channel, userBy(workspace, user).id, true);
    },
    kick: async (team, channelId, user) => {
      const { workspace, channel } = placeBy(slack, team, channelId);
      demand(channel.kind !== 'im', 'is_im', 'nobody leaves a direct message');
      setMember(slack, workspace, channel, user, false);
    },
    setActive: async (team, active) => {
      keeper.commit({ type: 'active', team: workspaceBy(slack, team).id, active });
      notices.tell({ type: 'workspace', team });
    },
  };
}

function demandInstalled(): never {
  demand(false, 'not_installed', 'the app was never installed in this workspace');
  throw new Error('unreachable');
}
