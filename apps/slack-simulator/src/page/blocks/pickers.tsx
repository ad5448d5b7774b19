import type { SimInput } from '@muster/slack-simulator/control';
import { useContext } from 'react';
import { ElementNotes, reasonOf } from './element-notes.tsx';
import { singleOf } from './input-state.ts';
import type { JsonObject } from './json.ts';
import { SurfaceContext, useBlock } from './surface.ts';
import { type LiveElement, useElement, useNaming } from './use-element.ts';
import { useLater } from './use-later.ts';
import { secondsAtWall, wallTime } from './zoned-time.ts';

/** A date typed part by part is a date after each part; the app hears the one that stays. */
const SETTLED_MS = 700;

const FIELDS = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;

/** The browser's own field for a date, a time, or both (in the person's time zone). */
export function Picker({ element, kind }: { element: JsonObject; kind: keyof typeof FIELDS }) {
  const live = useElement(element);
  const naming = useNaming(element);
  const timeZone = useContext(SurfaceContext)?.timeZone ?? 'UTC';
  const { later, flush } = useLater(SETTLED_MS);
  const { isTold } = useBlock();
  const isMoment = kind === 'datetimepicker';
  const value = singleOf(live.input);
  const choose = (typed: string) => {
    const next = isMoment ? momentOf(typed, timeZone) : typed || null;
    live.change(next);
    if (isTold && next !== null) later(() => tellIfOther(live, next));
  };
  return (
    <span className="element">
      <input
        {...naming}
        className="field field-narrow"
        type={FIELDS[kind]}
        value={isMoment && value !== '' ? wallTime(Number(value), timeZone) : value}
        disabled={!live.isLive}
        title={live.isLive ? undefined : reasonOf(element)}
        aria-busy={live.isPending}
        onChange={(event) => choose(event.target.value)}
        onBlur={flush}
      />
      <ElementNotes live={live} />
    </span>
  );
}

function momentOf(typed: string, timeZone: string): SimInput {
  const seconds = secondsAtWall(typed, timeZone);
  return seconds === null ? null : String(seconds);
}

function tellIfOther(live: LiveElement, next: SimInput): void {
  live.tell(next, { onDeclined: () => live.change(live.input) });
}
