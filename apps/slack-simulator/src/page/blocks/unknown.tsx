import { type JsonObject, textOf } from './json.ts';

/** Something that this page does not know: named, with all of it to look at, so that nothing is lost unseen. */
export function Unknown({ what, value }: { what: string; value: JsonObject }) {
  return (
    <details className="block-unknown">
      <summary>
        {what} of type “{textOf(value.type) || 'unknown'}”
      </summary>
      <pre className="preformatted">{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
