import type { JsonWebKey } from 'node:crypto';
import type { SimSettings } from '../control/settings.ts';
import type { ChannelView } from './channel-parts.ts';
import type {
  App,
  Channel,
  Enterprise,
  Home,
  Installation,
  Message,
  OrgInstall,
  ScheduledMessage,
  Token,
  User,
} from './model.ts';
import type { StoredFile } from './stored-file.ts';

/** One step of the world, as the journal keeps it: a line of JSON each. */
export type Change =
  | { readonly type: 'settings'; readonly settings: SimSettings }
  | { readonly type: 'signing-key'; readonly key: JsonWebKey }
  | { readonly type: 'app'; readonly app: App }
  | { readonly type: 'app-removed'; readonly appId: string }
  | { readonly type: 'token'; readonly token: Token }
  | { readonly type: 'token-forgotten'; readonly token: string }
  | { readonly type: 'enterprise'; readonly enterprise: NewEnterprise }
  | { readonly type: 'org-install'; readonly enterprise: string; readonly install: OrgInstall }
  | {
      readonly type: 'workspace';
      readonly id: string;
      readonly name: string;
      readonly domain: string;
      readonly enterprise: string | null;
    }
  | { readonly type: 'active'; readonly team: string; readonly active: boolean }
  | { readonly type: 'user'; readonly team: string; readonly user: User }
  | { readonly type: 'scheduled'; readonly team: string; readonly message: ScheduledMessage }
  | { readonly type: 'unscheduled'; readonly team: string; readonly id: string }
  | { readonly type: 'presence'; readonly team: string; readonly user: string; readonly away: boolean }
  | { readonly type: 'file'; readonly team: string; readonly file: StoredFile }
  | { readonly type: 'installation'; readonly team: string; readonly installation: Installation }
  | { readonly type: 'home'; readonly team: string; readonly home: Home }
  | { readonly type: 'channel'; readonly team: string; readonly channel: NewChannel }
  | { readonly type: 'archived'; readonly team: string; readonly channel: string; readonly archived: boolean }
  | {
      readonly type: 'details';
      readonly team: string;
      readonly channel: string;
      readonly details: ChannelDetails;
    }
  | {
      readonly type: 'view';
      readonly team: string;
      readonly channel: string;
      readonly user: string;
      readonly view: ChannelView;
    }
  | {
      readonly type: 'shared';
      /** Its own workspace. */
      readonly team: string;
      readonly channel: string;
      readonly withTeam: string;
      readonly isShared: boolean;
    }
  | {
      readonly type: 'member';
      readonly team: string;
      readonly channel: string;
      readonly user: string;
      readonly joins: boolean;
    }
  | {
      readonly type: 'message';
      readonly team: string;
      readonly channel: string;
      readonly message: Message;
      /** The scheduled message that it is; in one step, so that none is lost or sent twice. */
      readonly scheduled?: string;
    }
  | {
      readonly type: 'edit';
      readonly team: string;
      readonly channel: string;
      readonly ts: string;
      readonly change: MessageChange;
    };

/** The parts of a channel that may change; what is absent stays. */
export type ChannelDetails = Partial<Pick<Channel, 'name' | 'topic' | 'purpose' | 'previousNames' | 'pins'>>;

/** The parts of a message that may change; what is absent stays. */
export type MessageChange = Partial<
  Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata' | 'edited' | 'reactions' | 'state'>
>;

export type NewEnterprise = Omit<Enterprise, 'installs'>;

export type NewChannel = Pick<Channel, 'id' | 'name' | 'kind' | 'creator' | 'created'> & {
  readonly members: readonly string[];
};
