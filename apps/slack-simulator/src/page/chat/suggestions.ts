interface Suggestion {
  readonly text: string;
  /** Recognises what a person wrote to the same end. */
  readonly isLike: RegExp;
}

/** In an order in which each makes sense after the ones before it. */
const SUGGESTIONS: readonly Suggestion[] = [
  { text: 'help', isLike: /^(?:help|\?)$/i },
  { text: 'add task Ship docs', isLike: /^(?:add task|todo)\b/i },
  { text: 'list', isLike: /^(?:list|today|plan)$/i },
  { text: 'done 1', isLike: /^(?:done|finish) \d/i },
  { text: 'did Wrote the tests', isLike: /^(?:add accomplishment|did|done:)/i },
  { text: 'meeting 3pm Retro', isLike: /^(?:add )?meeting\b/i },
  { text: 'help: API keys', isLike: /^(?:add help|help:|blocked by|stuck on)/i },
  { text: 'update 1 Ship docs by Friday', isLike: /^(?:update|edit|change) \d/i },
  { text: 'reopen 1', isLike: /^reopen \d/i },
  { text: 'delete 2', isLike: /^(?:delete|remove|rm) \d/i },
  { text: 'yesterday', isLike: /^yesterday$/i },
];

const MOST_SHOWN = 5;

/** What a newcomer can try in a bot's direct message: commands that they have not written yet, else the first ones. */
export function suggestionsAfter(written: readonly string[]): readonly string[] {
  const isNew = ({ isLike }: Suggestion) => !written.some((text) => isLike.test(text.trim()));
  const fresh = SUGGESTIONS.filter(isNew);
  return (fresh.length > 0 ? fresh : SUGGESTIONS).slice(0, MOST_SHOWN).map(({ text }) => text);
}
