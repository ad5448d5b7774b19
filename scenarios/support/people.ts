import type { Control } from '@muster/slack-simulator/control';
import type { Store } from '@muster/store';
import type { Secrets } from '../checkers/find-secrets.ts';

/** A person with an open direct message to the bot. */
export interface Person {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly appId: string;
  readonly installationId: string;
}

export interface Cast {
  readonly appId: string;
  readonly kind: 'shared' | 'own';
  readonly people: readonly Person[];
  /** Everything of the app's that nobody may read. */
  readonly secrets: Secrets;
}

export interface CastSize {
  /** Default `shared`. */
  readonly kind?: 'shared' | 'own';
  readonly workspaces: number;
  /** In all of them. */
  readonly people: number;
}

/** One app in `workspaces` workspaces with `people` people in all; installed as OAuth would have done. */
export async function castPeople(control: Control, store: Store, size: CastSize): Promise<Cast> {
  const { kind = 'shared' } = size;
  const app = await control.addApp({ name: 'Muster' });
  await store.apps.save({
    id: app.id,
    kind,
    name: app.name,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    appToken: app.appToken,
    slots: 2,
  });
  const people: Person[] = [];
  const secrets: Record<string, string> = {
    [`client secret of ${app.id}`]: app.clientSecret,
    [`app token of ${app.id}`]: app.appToken,
  };
  for (let w = 0; w < size.workspaces; w++) {
    const domain = `${app.id.toLowerCase()}-${w + 1}`;
    const { id: team } = await control.addWorkspace({
      name: `Workspace ${w + 1}`,
      domain,
      people: [{ name: 'installer' }],
    });
    const { botToken, botUserId, botId } = await control.install(team, app.id);
    const { id: installationId } = await store.installations.save({
      appId: app.id,
      enterpriseId: null,
      teamId: team,
      teamName: `Workspace ${w + 1}`,
      teamDomain: domain,
      url: '',
      isEnterpriseInstall: false,
      botUserId,
      botId,
      scopes: [],
      botToken,
      installedBy: 'scenario',
    });
    secrets[`bot token of ${app.id} in ${team}`] = botToken;
    for (let p = w; p < size.people; p += size.workspaces) {
      const { id: user } = await control.addPerson(team, { name: `person${p}`, timeZone: 'Europe/Berlin' });
      const { channel } = await control.openIm(team, { user, appId: app.id });
      people.push({ team, user, channel, appId: app.id, installationId });
    }
  }
  return { appId: app.id, kind, people, secrets };
}
