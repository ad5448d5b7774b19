/** What the pages of own apps show, all of it in the address. */
export type Place =
  | { readonly kind: 'list' }
  /** `manifest`: what the form is filled in with. */
  | { readonly kind: 'new'; readonly manifest: string | null }
  /** `installed`: the workspace to which the app was just installed. */
  | { readonly kind: 'app'; readonly id: string; readonly installed: string | null };

const PATH = /^\/apps(?:\/([A-Z0-9]+))?\/?$/;

/**
 * Reads an address from its path on: `/apps`, `/apps/A1`, or as Slack's own links have it
 * `/apps?new_app=1&manifest_json=…` (https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests). Null
 * for an address of the chat.
 */
export function readPlace(address: string): Place | null {
  const { pathname, searchParams } = new URL(address, 'http://page');
  const found = PATH.exec(pathname);
  if (!found) return null;
  const [, id] = found;
  if (id) return { kind: 'app', id, installed: searchParams.get('installed') };
  if (searchParams.get('new_app') !== '1') return { kind: 'list' };
  return { kind: 'new', manifest: searchParams.get('manifest_json') };
}
