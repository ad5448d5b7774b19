/**
 * Told over `GET /_sim/stream` as server-sent events (`data:` holds one of these as JSON; no event names).
 * They say what to read again and carry no content.
 */
export type SimNotice =
  | {
      readonly type: 'message' | 'changed' | 'deleted' | 'reaction';
      readonly team: string;
      readonly channel: string;
      readonly ts: string;
      readonly thread_ts?: string;
    }
  | {
      readonly type: 'ephemeral';
      readonly team: string;
      readonly channel: string;
      readonly ts: string;
      readonly user: string;
    }
  | { readonly type: 'connections'; readonly appId: string }
  /** People, channels, memberships or workspaces changed; `team` null: a workspace was added. */
  | { readonly type: 'workspace'; readonly team: string | null }
  /** An app was made, installed or removed. */
  | { readonly type: 'apps'; readonly appId: string; readonly team: string | null }
  /** There is something new on the wire. Told once, and again only after somebody has read it. */
  | { readonly type: 'wire' }
  /** Settings or faults. */
  | { readonly type: 'settings' }
  /** The modals that a person sees. */
  | { readonly type: 'views'; readonly team: string; readonly user: string }
  | { readonly type: 'home'; readonly team: string; readonly user: string; readonly appId: string }
  /** An app did not ack in time what a person did with it, or (`unheard`) has no connection that would hear it. */
  | {
      readonly type: 'unanswered';
      readonly team: string;
      readonly user: string;
      readonly appId: string;
      readonly outcome: 'unacked' | 'unheard';
    };
