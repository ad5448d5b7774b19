import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';
import { METHODS } from './methods.ts';
import { FIELDS, faultOf, RECIPES } from './recipes.ts';

const FIRST = 'limited';

/** Orders a fault: what, for which calls, how often. */
export function FaultForm({ scene }: { scene: Scene }) {
  const control = useControl();
  const id = useId();
  const [kind, setKind] = useState(FIRST);
  const recipe = RECIPES[kind];
  const add = useMutation({
    mutationFn: async (form: FormData) => {
      if (!recipe) throw new Error('Choose what goes wrong');
      const text = (name: string) => String(form.get(name) ?? '');
      const often = text('often');
      await control.addFault(
        faultOf({
          recipe,
          method: text('method'),
          appId: text('app') || null,
          team: text('team') || null,
          value: text('value'),
          times: often === 'standing' ? null : often === 'once' ? 1 : Number(text('times')),
        }),
      );
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="fault-form" onSubmit={submit}>
      <Labelled words="What goes wrong">
        <select className="select" value={kind} onChange={(event) => setKind(event.target.value)}>
          {Object.entries(RECIPES).map(([one, { name }]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
      </Labelled>
      <p className="fault-words">
        {recipe?.does} <span className="muted">A good bot should {recipe?.should}</span>
      </p>
      {recipe?.field ? (
        <Labelled words={FIELDS[recipe.field].name}>
          <input
            key={recipe.field}
            className="field"
            name="value"
            inputMode={FIELDS[recipe.field].isNumber ? 'numeric' : 'text'}
            defaultValue={FIELDS[recipe.field].start}
          />
        </Labelled>
      ) : null}
      {recipe?.isSocket ? null : (
        <Labelled words="Method">
          <input className="field" name="method" list={`${id}-methods`} placeholder="every method" />
          <datalist id={`${id}-methods`}>
            {METHODS.map((method) => (
              <option key={method} value={method} />
            ))}
          </datalist>
        </Labelled>
      )}
      <Whose scene={scene} hasTeam={!recipe?.isSocket} />
      <HowOften />
      <div className="fault-foot">
        {add.error ? <span role="alert">Not set: {add.error.message}</span> : null}
        <button type="submit" className="button button-primary" disabled={add.isPending}>
          Set fault
        </button>
      </div>
    </form>
  );
}

function Whose({ scene, hasTeam }: { scene: Scene; hasTeam: boolean }) {
  return (
    <div className="fault-pair">
      <Labelled words="Of app">
        <select className="select" name="app">
          <option value="">every app</option>
          {scene.apps.map((app) => (
            <option key={app.id} value={app.id}>
              {app.name}
            </option>
          ))}
        </select>
      </Labelled>
      {hasTeam ? (
        <Labelled words="In workspace">
          <select className="select" name="team">
            <option value="">every workspace</option>
            {scene.workspaces.map((workspace) => (
              <option key={workspace.id} value={workspace.id}>
                {workspace.name}
              </option>
            ))}
          </select>
        </Labelled>
      ) : null}
    </div>
  );
}

function HowOften() {
  const [often, setOften] = useState('once');
  return (
    <fieldset className="fault-often">
      <legend>How often</legend>
      <Often value="once" words="Once" chosen={often} onChoose={setOften} />
      <Often value="standing" words="Until removed" chosen={often} onChoose={setOften} />
      <span className="fault-times">
        <Often value="some" words="So many times:" chosen={often} onChoose={setOften} />
        <input
          className="field field-narrow"
          name="times"
          type="number"
          min={1}
          defaultValue={3}
          aria-label="Times"
          disabled={often !== 'some'}
        />
      </span>
    </fieldset>
  );
}

function Often(props: { value: string; words: string; chosen: string; onChoose(value: string): void }) {
  const { value, words, chosen, onChoose } = props;
  return (
    <label className="choice">
      <input
        type="radio"
        name="often"
        value={value}
        checked={chosen === value}
        onChange={() => onChoose(value)}
      />
      {words}
    </label>
  );
}

function Labelled({ words, children }: { words: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is among the children
    <label className="labelled">
      <span>{words}</span>
      {children}
    </label>
  );
}
