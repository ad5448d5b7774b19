import type { SimApp } from '@muster/slack-simulator/control';

interface Partnership {
  readonly partner: { readonly appId: string } | null;
  readonly apps: readonly SimApp[];
}

/** The app at the other end of the direct message on screen. */
export function partnerApp({ partner, apps }: Partnership): SimApp | null {
  return apps.find((app) => app.id === partner?.appId) ?? null;
}

export function hasHome(partnership: Partnership): boolean {
  return partnerApp(partnership)?.features.homeTab === true;
}
