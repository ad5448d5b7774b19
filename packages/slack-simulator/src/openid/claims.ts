import { emailOf } from '../conversation/user-json.ts';
import type { User, Workspace } from '../state/model.ts';

/** Nobody here has chosen a language. */
const LOCALE = 'en-US';

/**
 * What an app gets to know of a person, by the scopes that they granted
 * (https://docs.slack.dev/reference/methods/openid.connect.userInfo). People here have no pictures.
 */
export function claimsOf(
  workspace: Workspace,
  person: User,
  scopes: readonly string[],
): Readonly<Record<string, unknown>> {
  return {
    sub: person.id,
    'https://slack.com/user_id': person.id,
    'https://slack.com/team_id': workspace.id,
    ...(scopes.includes('email') ? { email: emailOf(workspace, person), email_verified: true } : {}),
    ...(scopes.includes('profile') ? profileOf(workspace, person) : {}),
  };
}

function profileOf(workspace: Workspace, { realName }: User): Readonly<Record<string, unknown>> {
  const [given = '', ...others] = realName.split(' ');
  return {
    name: realName,
    given_name: given,
    family_name: others.join(' '),
    locale: LOCALE,
    'https://slack.com/team_name': workspace.name,
    'https://slack.com/team_domain': workspace.domain,
  };
}
