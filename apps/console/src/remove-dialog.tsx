import type { WorkspaceView } from '@muster/api';
import { useRemoveWorkspace } from './queries.ts';

/** Asks before the bot is taken out of a workspace. */
export function RemoveDialog({ workspace, onClose }: { workspace: WorkspaceView; onClose: () => void }) {
  const remove = useRemoveWorkspace();
  return (
    <dialog
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal();
      }}
      onClose={onClose}
      aria-labelledby="remove-title"
    >
      <h2 id="remove-title">Take the bot out of {workspace.teamName}?</h2>
      <p>
        {workspace.appName} stops answering there at once, and its token is revoked at Slack. What people
        wrote into their plans stays, and comes back if the bot is added again.
      </p>
      <p role="alert" className="trouble">
        {remove.error?.message}
      </p>
      <div className="dialog-actions">
        <button type="button" onClick={onClose}>
          Keep it
        </button>
        <button
          type="button"
          className="primary danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(workspace.id, { onSuccess: onClose })}
        >
          {remove.isPending ? 'Removing…' : 'Remove'}
        </button>
      </div>
    </dialog>
  );
}
