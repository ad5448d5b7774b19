/**
 * A system as a reader of proofs sees it: a first state, and from every state the moves that could come next. States
 * are plain values that are never changed. `Deed` is what a move did that an invariant may ask about.
 */
export interface Model<State, Deed> {
  readonly name: string;
  readonly initial: State;
  /** Every move that could come next, always in the same order. May throw `NotYetKnown`. */
  moves(state: State): readonly Move<State, Deed>[];
  /** The same text for states that behave the same, and only for those. */
  keyOf(state: State): string;
  /** Everything is as it should be, and nothing is left to do. */
  isHealthy(state: State): boolean;
  readonly invariants: Invariants<State, Deed>;
}

/** Thrown by `moves` when something must be found out first that takes a promise. Await `learn`, and ask again. */
export class NotYetKnown extends Error {
  override readonly name = 'NotYetKnown';
  readonly learn: () => Promise<void>;

  constructor(learn: () => Promise<void>) {
    super('ask again once it was learnt');
    this.learn = learn;
  }
}

export interface Move<State, Deed> {
  /** In words, for a counterexample. */
  readonly says: string;
  /** `step`: happens by itself. `fault`: something breaks. `wish`: a person wants something. */
  readonly kind: 'step' | 'fault' | 'wish';
  readonly to: State;
  readonly deed?: Deed | undefined;
}

/** By name: what is wrong with a move, in words; null when nothing is. */
export type Invariants<State, Deed> = Readonly<
  Record<string, (before: State, move: Move<State, Deed>) => string | null>
>;
