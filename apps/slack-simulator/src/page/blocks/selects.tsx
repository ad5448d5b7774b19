import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useContext, useRef, useState } from 'react';
import { Combobox } from './combobox.tsx';
import { fittingGroups, type Group } from './combobox-state.ts';
import { type Choice, conversationsFor, type Directory, publicChannels } from './directory.ts';
import { ElementNotes, reasonOf } from './element-notes.tsx';
import { holdsMany, listOf } from './input-state.ts';
import { type JsonObject, objectOf, objectsOf, textOf } from './json.ts';
import { SurfaceContext, useBlock } from './surface.ts';
import { labelOf } from './text-object.tsx';
import { useElement, useNaming } from './use-element.ts';
import { useLater } from './use-later.ts';

/** A menu whose choices the app sent, or that come from the workspace: people, conversations, channels. */
export function Select({ element }: { element: JsonObject }) {
  const directory = useContext(SurfaceContext)?.directory ?? NOBODY;
  const [words, setWords] = useState('');
  const groups = groupsOf(element, directory);
  const fitting = fittingGroups(groups, words);
  return (
    <Menu
      element={element}
      groups={fitting}
      known={groups.flatMap((group) => group.choices)}
      words={words}
      onWords={setWords}
      note={fitting.length === 0 ? 'Nothing fits' : null}
    />
  );
}

const NOBODY: Directory = { users: [], conversations: [] };

/** A person who types fast is not asked about after each letter. */
const TYPING_MS = 250;

/** A menu whose choices the app gives once it knows what a person looks for. */
export function ExternalSelect({ element }: { element: JsonObject }) {
  const surface = useContext(SurfaceContext);
  const { blockId } = useBlock();
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState('');
  const { later } = useLater(TYPING_MS);
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
  const place = { blockId, actionId: textOf(element.action_id) };
  const isLongEnough = words.trim().length >= least;
  const found = useQuery({
    queryKey: ['suggestions', surface?.surface, place, asked],
    queryFn: async () => (await surface?.suggest(place, asked)) ?? [],
    enabled: surface !== null && isLongEnough,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const choices = isLongEnough ? (found.data ?? []) : [];
  return (
    <Menu
      element={element}
      groups={choices.length > 0 ? [{ label: null, choices }] : []}
      known={choices}
      words={words}
      onWords={(next) => {
        setWords(next);
        later(() => setAsked(next.trim()));
      }}
      note={noteOf({
        isLongEnough,
        least,
        error: found.error,
        isAsking: found.isFetching || words.trim() !== asked,
        choices,
      })}
    />
  );
}

function noteOf(search: {
  isLongEnough: boolean;
  least: number;
  error: Error | null;
  isAsking: boolean;
  choices: readonly Choice[];
}): string | null {
  if (!search.isLongEnough) return `Type at least ${search.least} letters`;
  if (search.error) return `No answer: ${search.error.message}`;
  if (search.choices.length > 0) return null;
  return search.isAsking ? 'Asking the app…' : 'Nothing fits';
}

function Menu(props: {
  element: JsonObject;
  groups: readonly Group[];
  known: readonly Choice[];
  words: string;
  onWords(words: string): void;
  note: string | null;
}) {
  const { element, known } = props;
  const live = useElement(element);
  const naming = useNaming(element);
  const { isTold } = useBlock();
  const isMany = holdsMany(element);
  const chosen = listOf(live.input);
  // Of many, the app hears once, when the menu closes.
  const before = useRef<readonly string[] | null>(null);
  const latest = useRef<readonly string[]>(chosen);
  // What a search found is forgotten with the search; what was chosen from it keeps its name.
  const names = useRef(new Map<string, string>());
  const choose = (next: readonly string[]) => {
    for (const one of known) if (next.includes(one.value)) names.current.set(one.value, one.label);
    if (!isMany) return live.choose(next[0] ?? null);
    before.current ??= chosen;
    latest.current = next;
    live.change(next);
  };
  const tellMany = () => {
    const was = before.current;
    before.current = null;
    if (!isMany || !isTold || was === null) return;
    live.tell(latest.current, { onDeclined: () => live.change(was) });
  };
  const nameOf = (value: string) =>
    known.find((one) => one.value === value)?.label ??
    names.current.get(value) ??
    initialNames(element).get(value) ??
    value;
  return (
    <span className="element">
      <Combobox
        groups={props.groups}
        words={props.words}
        onWords={props.onWords}
        chosen={chosen}
        labelOf={nameOf}
        isMany={isMany}
        most={typeof element.max_selected_items === 'number' ? element.max_selected_items : Infinity}
        placeholder={labelOf(element.placeholder) || (isMany ? 'Choose some' : 'Choose one')}
        note={props.note}
        naming={naming}
        isDisabled={!live.isLive}
        isBusy={live.isPending}
        title={live.isLive ? '' : reasonOf(element)}
        onChoose={choose}
        onClose={tellMany}
      />
      <ElementNotes live={live} />
    </span>
  );
}

function groupsOf(element: JsonObject, directory: Directory): readonly Group[] {
  const type = textOf(element.type).replace(/^multi_/, '');
  if (type === 'users_select') return [{ label: null, choices: directory.users }];
  if (type === 'conversations_select')
    return [{ label: null, choices: conversationsFor(element, directory) }];
  if (type === 'channels_select') return [{ label: null, choices: publicChannels(directory) }];
  const groups = objectsOf(element.option_groups);
  if (groups.length > 0) {
    return groups.map((group) => ({ label: labelOf(group.label), choices: choicesOf(group.options) }));
  }
  return [{ label: null, choices: choicesOf(element.options) }];
}

function choicesOf(options: unknown): readonly Choice[] {
  return objectsOf(options).map((option) => ({
    value: textOf(option.value),
    label: labelOf(option.text),
    description: labelOf(option.description),
  }));
}

function initialNames(element: JsonObject): ReadonlyMap<string, string> {
  const initial = objectOf(element.initial_option);
  const options = [...(initial ? [initial] : []), ...objectsOf(element.initial_options)];
  return new Map(options.map((option) => [textOf(option.value), labelOf(option.text)]));
}
