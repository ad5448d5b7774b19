import { findStuck } from './find-stuck.ts';
import { type Model, type Move, NotYetKnown } from './model.ts';

export interface Exploration {
  readonly model: string;
  readonly states: number;
  readonly moves: number;
  /** The longest way that is the shortest one to some state. */
  readonly depth: number;
  readonly healthy: number;
  /** Null: every invariant holds in every state, and from each of them health can be reached. */
  readonly counterexample: Counterexample | null;
}

/** The shortest way to what must not be. */
export interface Counterexample {
  /** The invariant's name, or `recovery`. */
  readonly broken: string;
  readonly why: string;
  readonly trace: readonly string[];
}

/** The name under which a state counts as broken from which no faultless way leads to health. */
export const RECOVERY = 'recovery';

/** Beyond this the tables do not fit into memory: the model must become smaller. */
const MAX_STATES = 6_000_000;

/**
 * Visits every state that can be reached, nearest first, and judges every move. Then looks from every state for a
 * way to health that needs no fault and no wish. Rejects when there are more states than `maxStates`.
 *
 * A finite system in which health can be reached from everywhere gets there by itself, provided that what stays
 * possible happens some day: so this is the liveness that DESIGN asks for.
 */
export async function explore<State, Deed>(
  model: Model<State, Deed>,
  { maxStates = MAX_STATES }: { readonly maxStates?: number } = {},
): Promise<Exploration> {
  const search = new Search(model, maxStates);
  return search.run();
}

class Search<State, Deed> {
  private readonly model: Model<State, Deed>;
  private readonly maxStates: number;
  private readonly invariants;
  /** The number of each state, by its key. */
  private readonly numbers = new Map<string, number>();
  /** From where each state was first reached, and by which of the moves there. */
  private readonly parents: number[] = [];
  private readonly ways: number[] = [];
  private readonly healthy: number[] = [];
  /** Every step without a fault or a wish, as two lists. */
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private moves = 0;
  private depth = 0;
  private next: State[] = [];

  constructor(model: Model<State, Deed>, maxStates: number) {
    this.model = model;
    this.maxStates = maxStates;
    this.invariants = Object.entries(model.invariants);
  }

  async run(): Promise<Exploration> {
    this.reach(this.model.initial, -1, -1);
    for (let at = 0; this.next.length > 0; this.depth++) {
      const level = this.next;
      this.next = [];
      for (const state of level) {
        const broken = await this.visit(state, at);
        if (broken) return this.done(broken);
        at++;
      }
    }
    const [stuck] = findStuck(this.numbers.size, this.healthy, this.from, this.to);
    if (stuck === undefined) return this.done(null);
    const why = 'from here no way leads to health, whatever happens without a further fault';
    return this.done({ broken: RECOVERY, why, trace: this.traceTo(stuck) });
  }

  private async visit(state: State, at: number): Promise<Counterexample | null> {
    const moves = await this.movesFrom(state);
    for (const [way, move] of moves.entries()) {
      this.moves++;
      const broken = this.judge(state, move);
      if (broken) return { ...broken, trace: [...this.traceTo(at), move.says] };
      const number = this.reach(move.to, at, way);
      if (move.kind === 'step' && number !== at) {
        this.from.push(at);
        this.to.push(number);
      }
    }
    return null;
  }

  private async movesFrom(state: State): Promise<readonly Move<State, Deed>[]> {
    for (;;)
      try {
        return this.model.moves(state);
      } catch (error) {
        if (!(error instanceof NotYetKnown)) throw error;
        await error.learn();
      }
  }

  private judge(before: State, move: Move<State, Deed>) {
    for (const [broken, check] of this.invariants) {
      const why = check(before, move);
      if (why !== null) return { broken, why };
    }
    return null;
  }

  private reach(state: State, parent: number, way: number): number {
    const key = this.model.keyOf(state);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    if (number >= this.maxStates)
      throw new RangeError(`${this.model.name} has more than ${this.maxStates} states`);
    this.numbers.set(key, number);
    this.parents.push(parent);
    this.ways.push(way);
    if (this.model.isHealthy(state)) this.healthy.push(number);
    this.next.push(state);
    return number;
  }

  /** States are not kept: the way is walked once more from the first one. */
  private traceTo(number: number): string[] {
    const ways: number[] = [];
    for (let at = number; at > 0; at = this.parents[at] ?? 0) ways.unshift(this.ways[at] ?? 0);
    let state = this.model.initial;
    return ways.map((way) => {
      const move = this.model.moves(state)[way];
      if (!move) throw new Error('a model must offer the same moves whenever it is asked');
      state = move.to;
      return move.says;
    });
  }

  private done(counterexample: Counterexample | null): Exploration {
    const { moves, depth } = this;
    const states = this.numbers.size;
    return { model: this.model.name, states, moves, depth, healthy: this.healthy.length, counterexample };
  }
}
