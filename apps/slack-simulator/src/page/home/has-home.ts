import type { SimApp } from '@muster/slack-simulator/control';
import type { Scene } from '../shell/scene.ts';

/** The app at the other end of the direct message on screen. */
export function partnerApp(scene: Pick<Scene, 'partner' | 'apps'>): SimApp | null {
  return scene.apps.find((app) => app.id === scene.partner?.appId) ?? null;
}

export function hasHome(scene: Pick<Scene, 'partner' | 'apps'>): boolean {
  return partnerApp(scene)?.features.homeTab === true;
}
