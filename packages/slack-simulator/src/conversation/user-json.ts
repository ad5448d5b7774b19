import { workspacesOf } from '../oauth/org-access.ts';
import type { User, Workspace, World } from '../state/model.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A user as `users.info` and `user_change` give it (https://docs.slack.dev/reference/objects/user-object).
 * `withEmail`: for who has the scope `users:read.email`.
 */
export function userJson(world: World, workspace: Workspace, user: User, withEmail = false): Json {
  const isBot = user.appId !== null;
  return {
    id: user.id,
    team_id: workspace.id,
    name: user.name,
    deleted: user.appId !== null && workspace.installations.get(user.appId)?.active !== true,
    color: user.color.replace('#', ''),
    real_name: user.realName,
    tz: user.timeZone,
    tz_label: user.timeZone.replaceAll('_', ' '),
    tz_offset: offsetSeconds(user.timeZone),
    profile: { ...profileJson(workspace, user, withEmail), team: workspace.id },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: isBot,
    is_app_user: false,
    is_email_confirmed: !isBot,
    who_can_share_contact_card: 'EVERYONE',
    updated: 0,
    ...enterprisePart(world, workspace, user),
  };
}

/** In an organisation people are the same in all its workspaces, and Slack tells in which they are. */
function enterprisePart(world: World, workspace: Workspace, { id }: User): Json {
  const enterprise = world.enterprises.get(workspace.enterprise ?? '');
  if (!enterprise) return {};
  const teams = workspacesOf(world, enterprise.id).filter(({ users }) => users.has(id));
  return {
    enterprise_user: {
      id,
      enterprise_id: enterprise.id,
      enterprise_name: enterprise.name,
      is_admin: false,
      is_owner: false,
      is_primary_owner: false,
      teams: teams.map((team) => team.id),
    },
  };
}

/** A user as `users.profile.get` gives it. */
export function profileJson(workspace: Workspace, user: User, withEmail: boolean): Json {
  const [firstName = '', ...otherNames] = user.realName.split(' ');
  return {
    title: '',
    phone: '',
    skype: '',
    first_name: firstName,
    last_name: otherNames.join(' '),
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.name,
    display_name_normalized: user.name,
    status_text: '',
    status_text_canonical: '',
    status_emoji: '',
    status_emoji_display_info: [],
    status_expiration: 0,
    // Bots have none.
    ...(withEmail && user.appId === null ? { email: emailOf(workspace, user) } : {}),
  };
}

/** People here have no address of their own: it is made of their name, in a domain that no mail reaches. */
export function emailOf(workspace: Workspace, { name }: User): string {
  return `${name}@${workspace.domain}.example`;
}

/** Seconds east of UTC now; 0 for a zone that this machine does not know. */
function offsetSeconds(timeZone: string): number {
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
      .formatToParts()
      .find((part) => part.type === 'timeZoneName')?.value;
    const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  } catch {
    return 0;
  }
}
