import { DEFAULT_SETTINGS, type SimSettings, type SimState } from '@muster/slack-simulator/control';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { startTransition, useId, useOptimistic } from 'react';
import { useControl } from '../shell/control.ts';
import { STATE_KEY } from '../shell/queries.ts';
import { SwitchField } from './switch-field.tsx';
import { isSame, type SwitchValue, valueWords } from './switch-value.ts';
import { otherSwitches, SWITCH_GROUPS, type Switch } from './switches.ts';

/** How this Slack behaves. Changes hold at once, and over a restart. */
export function SwitchesTab({ settings }: { settings: SimSettings }) {
  const others = otherSwitches(settings);
  const groups = others ? [...SWITCH_GROUPS, others] : SWITCH_GROUPS;
  return (
    <>
      <p className="muted">
        Changes hold at once. Durations are in milliseconds of simulated time. “Guess” marks where nobody
        outside Slack knows; a bot should be right either way.
      </p>
      {groups.map((group) => (
        <section key={group.name} className="card">
          <h3>{group.name}</h3>
          <ul>
            {Object.entries(group.switches).map(([name, words]) => (
              <SwitchRow
                key={name}
                name={name as keyof SimSettings}
                words={words}
                value={settings[name as keyof SimSettings]}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function SwitchRow(props: { name: keyof SimSettings; words: Switch; value: SwitchValue }) {
  const { name, words, value } = props;
  const control = useControl();
  const id = useId();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (next: SwitchValue) => control.changeSettings({ [name]: next }),
    onSuccess: (settings) =>
      client.setQueryData<SimState>(STATE_KEY, (state) => (state ? { ...state, settings } : state)),
  });
  // A box that one has just checked must not jump back until the answer is there.
  const [shown, setShown] = useOptimistic(value);
  const set = (next: SwitchValue) =>
    startTransition(async () => {
      setShown(next);
      // Why it failed is drawn below.
      await change.mutateAsync(next).catch(() => undefined);
    });
  const usual: SwitchValue = DEFAULT_SETTINGS[name];
  const isUsual = isSame(shown, usual);
  return (
    <li className={`switch ${isUsual ? '' : 'action-row-on'}`}>
      <div className="switch-head">
        <label htmlFor={id}>{words.words}</label>
        {words.isGuess ? <span className="badge">Guess</span> : null}
      </div>
      <SwitchField id={id} name={name} words={words} value={shown} usual={usual} onChange={set} />
      <p className="muted switch-words" id={`${id}-words`}>
        {words.does} Default: {valueWords(name, usual)}.{' '}
        {isUsual ? null : (
          <button
            type="button"
            className="link-button"
            aria-label={`Back to the default: ${words.words}`}
            onClick={() => set(usual)}
          >
            Back to it
          </button>
        )}
      </p>
      {change.error ? <p role="alert">Not changed: {change.error.message}</p> : null}
    </li>
  );
}
