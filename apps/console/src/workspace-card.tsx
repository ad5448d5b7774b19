import type { WorkspaceView } from '@muster/api';
import { duration } from './duration.ts';
import { SlotList } from './slot-list.tsx';
import { StateMark } from './state-mark.tsx';
import { TimeAgo } from './time-ago.tsx';

/** One workspace: whether it is served, by which workers, and when it was last heard from. */
export function WorkspaceCard({
  workspace,
  onRemove,
}: {
  workspace: WorkspaceView;
  /** Null where there is nothing to remove. */
  onRemove: (() => void) | null;
}) {
  const { teamName, url, teamDomain, appName, appId, connection, reason, slots } = workspace;
  return (
    <li className="card workspace">
      <div className="card-head">
        <h3>{url ? <a href={url}>{teamName}</a> : teamName}</h3>
        {workspace.isSilent ? (
          <StateMark state="silent" label="connected, silent" />
        ) : (
          <StateMark state={connection} />
        )}
      </div>
      <p className="dim">
        {[teamDomain, workspace.teamId ?? 'whole organisation', appName].filter(Boolean).join(' · ')}
      </p>
      {reason && !slots.some((slot) => slot.reason === reason) && (
        <p className={connection === 'removed' ? 'dim' : 'reason'}>{reason}</p>
      )}
      {workspace.isSilent && <Silence workspace={workspace} />}
      {slots.length > 0 && <SlotList slots={slots} />}
      <div className="card-foot">
        <span className="dim">
          {workspace.removedAt ? (
            <>
              Removed <TimeAgo at={workspace.removedAt} />
            </>
          ) : workspace.lastEventAt ? (
            <>
              Last event <TimeAgo at={workspace.lastEventAt} />
            </>
          ) : (
            'No event yet'
          )}
        </span>
        {onRemove ? (
          <button
            type="button"
            className="link danger"
            aria-label={`Remove from ${teamName}`}
            onClick={onRemove}
          >
            Remove
          </button>
        ) : (
          <a href={`/slack/install?app=${encodeURIComponent(appId)}`}>Add again</a>
        )}
      </div>
    </li>
  );
}

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Why a connected workspace counts as silent, and what to look at. */
function Silence({ workspace: { quietSince, silentAfterSeconds } }: { workspace: WorkspaceView }) {
  return (
    <p className="reason">
      No event has come since <time dateTime={quietSince}>{MOMENT.format(new Date(quietSince))}</time>,
      although the connection is live; longer than {duration(silentAfterSeconds)} is unusual here. Check the
      event subscriptions of the Slack app, or write to the bot.
    </p>
  );
}
