import { z } from 'zod';
import type { Control } from '../../control/control.ts';
import type { Route } from './route.ts';

const manifest = z.strictObject({ manifest: z.unknown() });
const token = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(['connections:write', 'authorizations:read'])).min(1),
});

export function ownAppRoutes(control: Control): Route[] {
  return [
    ['GET', '/apps/:app', (a) => control.appDetails(a.part('app'))],
    ['POST', '/manifest/check', (a) => control.checkManifest(a.body(manifest).manifest)],
    ['POST', '/apps/:app/manifest', (a) => control.changeManifest(a.part('app'), a.body(manifest).manifest)],
    ['POST', '/apps/:app/tokens', (a) => control.addAppToken(a.part('app'), a.body(token))],
    ['DELETE', '/apps/:app', (a) => control.removeApp(a.part('app'))],
  ];
}
