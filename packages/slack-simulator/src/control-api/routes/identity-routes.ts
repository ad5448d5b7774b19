import { z } from 'zod';
import type { Control } from '../../control/control.ts';
import * as schemas from '../schemas.ts';
import type { Route } from './route.ts';

const install = z.strictObject({
  user: z.string().exactOptional(),
  scopes: z.array(z.string()).exactOptional(),
  teams: z.array(z.string()).exactOptional(),
});
const access = z.strictObject({ team: z.string(), allowed: z.boolean() });
const share = z.strictObject({ team: z.string() });
const manifest = z.strictObject({ manifest: z.unknown() });

export function identityRoutes(control: Control): Route[] {
  const inOrg = '/enterprises/:enterprise/apps/:app';
  return [
    ['POST', '/enterprises', (a) => control.addEnterprise(a.body(schemas.enterprise))],
    [
      'POST',
      `${inOrg}/install`,
      (a) => control.installOrg(a.part('enterprise'), a.part('app'), a.body(install)),
    ],
    ['POST', `${inOrg}/uninstall`, (a) => control.uninstallOrg(a.part('enterprise'), a.part('app'))],
    [
      'POST',
      `${inOrg}/access`,
      (a) => {
        const { team, allowed } = a.body(access);
        return control.setOrgAccess(a.part('enterprise'), a.part('app'), team, allowed);
      },
    ],
    [
      'POST',
      '/workspaces/:team/channels/:channel/share',
      (a) => control.shareChannel(a.part('team'), a.part('channel'), a.body(share).team),
    ],
    [
      'POST',
      '/workspaces/:team/channels/:channel/unshare',
      (a) => control.unshareChannel(a.part('team'), a.part('channel'), a.body(share).team),
    ],
    ['POST', '/apps/manifest', (a) => control.addAppFromManifest(a.body(manifest).manifest)],
  ];
}
