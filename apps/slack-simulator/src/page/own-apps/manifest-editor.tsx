import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useControl } from '../shell/control.ts';
import { readText, type Trouble, troublesIn } from './manifest-trouble.ts';

/** A manifest to write. `onSave` is called with one that Slack takes; a wrong one shows its problems in place. */
export function ManifestEditor(props: {
  initial: string;
  action: string;
  onSave(manifest: unknown): Promise<unknown>;
}) {
  const id = useId();
  const control = useControl();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(props.initial);
  const save = useMutation({
    mutationFn: async (): Promise<readonly Trouble[]> => {
      const read = readText(text);
      if (read.kind === 'not json') return [read.trouble];
      const { problems } = await control.checkManifest(read.manifest);
      if (problems.length > 0) return troublesIn(text, problems);
      await props.onSave(read.manifest);
      return [];
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const troubles = save.data ?? [];
  return (
    <form className="manifest" onSubmit={submit}>
      <label htmlFor={id}>Manifest (JSON)</label>
      <p className="muted" id={`${id}-note`}>
        Only JSON is taken here, not YAML: convert a YAML manifest first.
      </p>
      <textarea
        ref={field}
        id={id}
        className="field manifest-text"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        aria-describedby={`${id}-note ${id}-troubles`}
        aria-invalid={troubles.length > 0}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          save.reset();
        }}
      />
      <div id={`${id}-troubles`} role="alert">
        {troubles.length > 0 ? (
          <TroubleList troubles={troubles} onChoose={(trouble) => showTrouble(field.current, trouble)} />
        ) : null}
        {save.error ? <p>Not saved: {save.error.message}</p> : null}
      </div>
      <div className="own-buttons">
        <button type="submit" className="button button-primary" disabled={save.isPending}>
          {props.action}
        </button>
      </div>
    </form>
  );
}

function TroubleList(props: { troubles: readonly Trouble[]; onChoose(trouble: Trouble): void }) {
  const { length } = props.troubles;
  return (
    <>
      <p>{length === 1 ? 'Slack would refuse this:' : `Slack would refuse this, for ${length} reasons:`}</p>
      <ul className="troubles">
        {props.troubles.map((trouble) => (
          <li key={`${trouble.pointer} ${trouble.message}`}>
            <button type="button" className="link-button" onClick={() => props.onChoose(trouble)}>
              Line {trouble.line}
            </button>{' '}
            {trouble.pointer ? <code className="code">{trouble.pointer}</code> : null} {trouble.message}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Selects what is wrong, a few lines below the upper edge. */
function showTrouble(field: HTMLTextAreaElement | null, { place, line }: Trouble): void {
  if (!field) return;
  field.focus();
  field.setSelectionRange(place.start, place.end);
  const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight);
  field.scrollTop = Math.max(0, (line - 4) * lineHeight);
}
