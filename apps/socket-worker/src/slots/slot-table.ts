import type { AssignedSlot, Clock, HeldSlot as InventoryLine, Log, Successor, Timer } from '@muster/fleet';
import { mayClose } from '@muster/fleet';
import { HeldSlot, type HeldSlotParts, type SlotLine } from './held-slot.ts';

/** How often the successors of slots that were taken away are asked after. */
const ASK_SUCCESSORS_MS = 200;

export interface SlotTableParts extends Omit<HeldSlotParts, 'onChange'> {
  readonly workerId: string;
  readonly successors: (slots: readonly string[]) => Promise<ReadonlyMap<string, Successor>>;
  /** Told of every change of a slot, and once when it is let go of. */
  readonly onSlot: (line: SlotLine, isClosed: boolean) => void;
}

/** Every slot that this worker holds: those assigned to it, and those it keeps until a successor is live. */
export interface SlotTable {
  /** Takes the whole list of assignments. */
  assign(assignments: readonly AssignedSlot[]): void;
  inventory(): readonly InventoryLine[];
  /** Has a slot try again at once, if it is held here and waits for its next try. */
  retry(slot: string): void;
  /** Lets go of everything. Resolves when nothing is open any more. */
  closeAll(): Promise<void>;
}

export function createSlotTable(parts: SlotTableParts): SlotTable {
  return new Table(parts);
}

class Table implements SlotTable {
  private readonly parts: SlotTableParts;
  private readonly log: Log;
  private readonly clock: Clock;
  private readonly held = new Map<string, HeldSlot>();
  /** What was let go of and still finishes what it has in hand. */
  private readonly closing = new Set<Promise<void>>();
  private timer: Timer | undefined;
  private isOver = false;

  constructor(parts: SlotTableParts) {
    this.parts = parts;
    this.log = parts.log;
    this.clock = parts.clock;
  }

  assign(assignments: readonly AssignedSlot[]): void {
    if (this.isOver) return;
    const wanted = new Map(assignments.map(({ slot, epoch }) => [slot, epoch]));
    for (const [slot, epoch] of wanted) {
      const held = this.held.get(slot);
      if (held) held.assign(epoch);
      else this.hold(slot, epoch);
    }
    for (const held of this.held.values()) if (!wanted.has(held.slot)) held.isAssigned = false;
    this.askSoon();
  }

  inventory(): readonly InventoryLine[] {
    return [...this.held.values()].map((held) => {
      const { slot, epoch, state, detail } = held.line();
      return { slot, epoch, state, detail };
    });
  }

  retry(slot: string): void {
    this.held.get(slot)?.retry();
  }

  async closeAll(): Promise<void> {
    this.isOver = true;
    this.timer?.cancel();
    for (const held of [...this.held.values()]) this.letGo(held);
    await Promise.all(this.closing);
  }

  private hold(slot: string, epoch: bigint) {
    this.log.info({ slot, epoch: epoch.toString() }, 'holding a slot');
    const onChange = (held: HeldSlot) => this.parts.onSlot(held.line(), false);
    const held = new HeldSlot(slot, epoch, { ...this.parts, onChange });
    this.held.set(slot, held);
    this.parts.onSlot(held.line(), false);
  }

  private askSoon() {
    if (this.timer || this.isOver || this.leaving().length === 0) return;
    this.timer = this.clock.after(ASK_SUCCESSORS_MS, () => void this.askSuccessors());
  }

  private async askSuccessors() {
    const slots = this.leaving().map((held) => held.slot);
    const successors = await this.parts.successors(slots);
    this.timer = undefined;
    // Some may have been assigned to this worker again meanwhile.
    for (const held of this.leaving()) {
      const successor = successors.get(held.slot) ?? { kind: 'unknown' };
      if (!this.isOver && this.mayLetGo(held, successor)) this.letGo(held);
    }
    this.askSoon();
  }

  private mayLetGo(held: HeldSlot, successor: Successor): boolean {
    const { workerId } = this.parts;
    const { epoch, state } = held.line();
    if (mayClose(successor, { workerId, epoch })) return true;
    // Nothing is heard here that the successor could miss.
    const isTaken =
      successor.kind === 'assigned' && successor.workerId !== workerId && successor.epoch > epoch;
    return isTaken && state !== 'live';
  }

  private leaving(): readonly HeldSlot[] {
    return [...this.held.values()].filter((held) => !held.isAssigned);
  }

  /** The slot may be assigned again from here on, while the old connection still finishes. */
  private letGo(held: HeldSlot) {
    this.log.info({ slot: held.slot, epoch: held.line().epoch.toString() }, 'letting go of a slot');
    this.held.delete(held.slot);
    this.parts.onSlot(held.line(), true);
    const closed = held.close().finally(() => this.closing.delete(closed));
    this.closing.add(closed);
  }
}
