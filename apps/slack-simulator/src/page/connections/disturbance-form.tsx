import type { SimApp } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { DISTURBANCES, disturb } from '../faults/disturbances.ts';
import { useControl } from '../shell/control.ts';

/** Disturbs one of an app's connections, or all. */
export function DisturbanceForm({ app }: { app: SimApp }) {
  const id = useId();
  const control = useControl();
  const [chosen, setChosen] = useState('reset');
  const [target, setTarget] = useState('');
  const disturbance = DISTURBANCES[chosen];
  const act = useMutation({
    mutationFn: async () => {
      const connections = app.connections.filter((one) => target === '' || one.id === target);
      if (connections.length === 0) throw new Error('that connection is gone');
      if (disturbance) await disturb(disturbance, control, app.id, connections);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    act.mutate();
  };
  // The one that was chosen may have gone.
  const isThere = target === '' || app.connections.some((one) => one.id === target);
  return (
    <form className="disturb" onSubmit={submit}>
      <select
        className="select"
        aria-label={`What to do: ${app.name}`}
        aria-describedby={`${id}-meaning`}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
      >
        {Object.entries(DISTURBANCES).map(([one, { name }]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="select"
        aria-label={`To which connection: ${app.name}`}
        value={isThere ? target : 'gone'}
        onChange={(event) => setTarget(event.target.value)}
      >
        {isThere ? null : <option value="gone">(gone)</option>}
        <option value="">all</option>
        {app.connections.map((one, at) => (
          <option key={one.id} value={one.id}>
            #{at + 1}
          </option>
        ))}
      </select>
      <button type="submit" className="button" disabled={act.isPending}>
        Do it
      </button>
      <p id={`${id}-meaning`} className="disturb-meaning">
        {disturbance?.does} <span className="muted">A good bot should {disturbance?.should}</span>
      </p>
      {act.error ? <span role="alert">Not done: {act.error.message}</span> : null}
    </form>
  );
}
