import type { SimStandingFault } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';
import { FaultForm } from './fault-form.tsx';
import { faultWords } from './recipes.ts';

/** What goes wrong with calls of the Web API and with new connections. */
export function CallsTab({ scene, standing }: { scene: Scene; standing: readonly SimStandingFault[] }) {
  return (
    <>
      <FaultForm scene={scene} />
      <Standing scene={scene} standing={standing} />
    </>
  );
}

function Standing({ scene, standing }: { scene: Scene; standing: readonly SimStandingFault[] }) {
  const control = useControl();
  const clear = useMutation({ mutationFn: () => control.clearFaults() });
  return (
    <section className="card" aria-label="Standing faults">
      <h3>
        Standing faults
        {standing.length > 0 ? (
          <button
            type="button"
            className="link-button bar-end"
            disabled={clear.isPending}
            onClick={() => clear.mutate()}
          >
            Clear all
          </button>
        ) : null}
      </h3>
      {clear.error ? <p role="alert">Not cleared: {clear.error.message}</p> : null}
      {standing.length === 0 ? <p className="muted">None: everything goes well.</p> : null}
      <ul>
        {standing.map((fault) => (
          <StandingFault key={fault.id} scene={scene} fault={fault} />
        ))}
      </ul>
      {standing.length > 1 ? (
        <p className="muted standing-order">Where several fit, the lowest strikes.</p>
      ) : null}
    </section>
  );
}

function StandingFault({ scene, fault }: { scene: Scene; fault: SimStandingFault }) {
  const control = useControl();
  const remove = useMutation({ mutationFn: () => control.removeFault(fault.id) });
  const nameOf = (id: string) =>
    [...scene.apps, ...scene.workspaces].find((one) => one.id === id)?.name ?? id;
  const words = faultWords(fault, nameOf);
  return (
    <li className="action-row">
      <div className="action-facts">
        {words}
        {remove.error ? <span role="alert">Not removed: {remove.error.message}</span> : null}
      </div>
      <button
        type="button"
        className="button"
        aria-label={`Remove: ${words}`}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        Remove
      </button>
    </li>
  );
}
