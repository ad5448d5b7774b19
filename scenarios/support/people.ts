import type { Control } from '@muster/slack-simulator/control';
import type { Store } from '@muster/store';

/** A person with an open direct message to the bot. */
export interface Person {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly installationId: string;
}

export interface Cast {
  readonly appId: string;
  readonly people: readonly Person[];
}

/** One shared app in `workspaces` workspaces with `people` people in all; installed as OAuth would have done. */
export async function castPeople(
  control: Control,
  store: Store,
  size: { workspaces: number; people: number },
): Promise<Cast> {
  const app = await control.addApp({ name: 'Muster' });
  await store.apps.save({
    id: app.id,
    kind: 'shared',
    name: app.name,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    appToken: app.appToken,
    slots: 2,
  });
  const people: Person[] = [];
  for (let w = 0; w < size.workspaces; w++) {
    const { id: team } = await control.addWorkspace({
      name: `Workspace ${w + 1}`,
      domain: `workspace-${w + 1}`,
      people: [{ name: 'installer' }],
    });
    const { botToken, botUserId, botId } = await control.install(team, app.id);
    const { id: installationId } = await store.installations.save({
      appId: app.id,
      enterpriseId: null,
      teamId: team,
      teamName: `Workspace ${w + 1}`,
      teamDomain: `workspace-${w + 1}`,
      url: '',
      isEnterpriseInstall: false,
      botUserId,
      botId,
      scopes: [],
      botToken,
      installedBy: 'scenario',
    });
    for (let p = w; p < size.people; p += size.workspaces) {
      const { id: user } = await control.addPerson(team, { name: `person${p}`, timeZone: 'Europe/Berlin' });
      const { channel } = await control.openIm(team, { user, appId: app.id });
      people.push({ team, user, channel, installationId });
    }
  }
  return { appId: app.id, people };
}
