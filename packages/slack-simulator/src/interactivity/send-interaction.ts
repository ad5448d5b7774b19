import { homeOf } from '../conversation/slack-connect.ts';
import type { Ending, Outgoing } from '../events/deliveries.ts';
import { isInstalled } from '../events/event-payload.ts';
import { enterpriseOf } from '../oauth/org-access.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Workspace } from '../state/model.ts';
import type { Json } from './blocks.ts';

/** Something that a person did with what an app shows or offers. */
export interface Interaction {
  readonly workspace: Workspace;
  readonly appId: string;
  readonly user: string;
  readonly channel: Channel | null;
  /** `ts` of the message it was done with. */
  readonly ts: string | null;
  /** What names it in the record; the payload's `trigger_id`, where it has one. */
  readonly eventId: string;
}

export const DEPRECATED_TOKEN = 'verification-token-is-deprecated';

/**
 * The payloads of Slack's interactivity (https://docs.slack.dev/reference/interaction-payloads). Delivered once.
 * Only what asks for an answer accepts one with the ack.
 */
const ASKS = new Set(['view_submission', 'block_suggestion']);
/** Whoever does these is not told in another way that nobody answered. */
const SILENT = new Set(['block_actions', 'message_action', 'shortcut']);

/** Sends the payload, with what all of them share, and answers with what became of it. */
export function sendInteraction(slack: Slack, interaction: Interaction, payload: Json): Promise<Ending> {
  const { workspace, appId } = interaction;
  const type = String(payload.type);
  const enterprise = enterpriseOf(slack.keeper.world, workspace);
  return new Promise((resolve) => {
    slack.deliveries.send({
      kind: 'interactive',
      payload: {
        token: DEPRECATED_TOKEN,
        team: { id: workspace.id, domain: workspace.domain, ...enterpriseFields(enterprise) },
        user: userOf(interaction, type),
        enterprise,
        is_enterprise_install: isOrgs(workspace, appId),
        ...payload,
      },
      entry: { ...factsOf(interaction), subtype: type },
      acceptsPayload: ASKS.has(type),
      isWanted: () => isInstalled(workspace, appId),
      onEnd: (ending) => {
        if (ending.kind !== 'acked' && SILENT.has(type))
          slack.notices.tell({
            type: 'unanswered',
            team: workspace.id,
            user: interaction.user,
            appId,
            outcome: ending.kind,
          });
        resolve(ending);
      },
    });
  });
}

/** Fields that a place in an organisation has besides; none outside of one. */
export function enterpriseFields(enterprise: { readonly id: string; readonly name: string } | null): Json {
  return enterprise === null ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
}

/** Whether the app is there for the whole organisation. */
export function isOrgs(workspace: Workspace, appId: string): boolean {
  return workspace.installations.get(appId)?.enterprise != null;
}

/** What the record says of it. */
export function factsOf({ workspace, appId, user, channel, ts, eventId }: Interaction): Outgoing['entry'] {
  return {
    eventId,
    appId,
    team: workspace.id,
    type: 'interactive',
    subtype: null,
    channel: channel?.id ?? null,
    channelType: channel?.kind ?? null,
    user,
    ts,
    threadTs: null,
    editedTs: null,
    text: null,
    own: false,
  };
}

/** A channel as payloads of interactivity name it: private ones and direct messages go without their names. */
export function channelName({ kind, name }: Channel): string {
  if (kind === 'im') return 'directmessage';
  return kind === 'private' ? 'privategroup' : name;
}

/** With the person's own workspace, which in a shared channel may be another than the app's. */
function userOf({ workspace, channel, user: id }: Interaction, payloadType: string): Json {
  const home = channel ? homeOf(channel, id, workspace) : workspace;
  const name = home.users.get(id)?.name ?? '';
  // Slack's samples of the global shortcut have no `name`, those of all others do.
  return { id, username: name, ...(payloadType === 'shortcut' ? {} : { name }), team_id: home.id };
}
