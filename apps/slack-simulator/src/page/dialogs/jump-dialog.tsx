import { type KeyboardEvent, useId, useState } from 'react';
import { Dialog } from '../shell/dialog.tsx';
import { HashIcon, LockIcon } from '../shell/icons.tsx';
import { directMessageWith, type Scene } from '../shell/scene.ts';
import { useToast } from '../shell/toast.tsx';
import { show } from '../shell/view.ts';
import { useOpenDirectMessage } from '../sidebar/use-open-direct-message.ts';
import { fitting, type JumpTarget, jumpTargets } from './jump-targets.ts';

/** A box to jump anywhere by typing some letters of its name. */
export function JumpDialog({ scene, onClose }: { scene: Scene; onClose(): void }) {
  const id = useId();
  const toast = useToast();
  const open = useOpenDirectMessage(scene);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const all = jumpTargets(scene, (bot) => directMessageWith(scene, bot.userId)?.id ?? null);
  const targets = fitting(all, query);
  const go = (target: JumpTarget | undefined) => {
    if (!target) return;
    onClose();
    if (target.view) return show(target.view);
    if (!target.bot) return;
    const opening = { other: target.bot, person: scene.person };
    open.mutate(opening, { onError: (error) => toast(`Not opened: ${error.message}`, 'trouble') });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') go(targets[active]);
    else if (step && targets.length > 0) setActive((active + step + targets.length) % targets.length);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Jump to" className="jump" isBare onClose={onClose}>
      <input
        autoFocus
        className="jump-field"
        role="combobox"
        aria-label="Jump to"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={targets[active] ? `${id}-${active}` : undefined}
        placeholder="Jump to a channel, app, person or workspace"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Places" className="jump-list">
        {targets.map((target, index) => (
          <button
            key={target.key}
            ref={index === active ? intoSight : undefined}
            id={`${id}-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="menu-item jump-item"
            onClick={() => go(target)}
          >
            <span className="jump-label">
              <TargetIcon target={target} /> {target.label}
            </span>
            <span className="choice-note">{target.note}</span>
          </button>
        ))}
        {targets.length === 0 ? <p className="menu-note">Nothing here is called that.</p> : null}
      </div>
    </Dialog>
  );
}

const intoSight = (item: HTMLElement | null) => item?.scrollIntoView({ block: 'nearest' });

function TargetIcon({ target }: { target: JumpTarget }) {
  if (target.kind === 'channel') return <HashIcon />;
  if (target.kind === 'private') return <LockIcon />;
  const signs = { app: '●', person: '@', workspace: '▢' };
  return (
    <span className="jump-sign" aria-hidden="true">
      {signs[target.kind]}
    </span>
  );
}
