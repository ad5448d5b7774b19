import {
  type EnvelopeHandler,
  type EnvelopeMessage,
  type EnvelopeRequest,
  envelopeProgram,
  handleEnvelope,
} from './envelope-program.ts';
import { type LaneRequest, laneProgram } from './lane-program.ts';
import { STATEMENTS, type Statements } from './postgres.ts';
import type { Program } from './program.ts';

/** What decides in the delivery, as the explorer runs it: production code, and the rules of SQL. */
export interface DeliveryParts {
  readonly statements: Statements;
  /** The handler at an envelope that is delivered for the `attempt`-th time. */
  envelopes(attempt: number): Program<EnvelopeRequest, EnvelopeMessage>;
  readonly lane: Program<LaneRequest, 'ring'>;
}

/** The production parts, but for those that a mutant replaces. */
export function deliveryParts(
  mutant: { readonly statements?: Partial<Statements>; readonly handle?: EnvelopeHandler } = {},
): DeliveryParts {
  const programs = new Map<number, Program<EnvelopeRequest, EnvelopeMessage>>();
  return {
    statements: { ...STATEMENTS, ...mutant.statements },
    lane: laneProgram(),
    envelopes(attempt) {
      const known = programs.get(attempt) ?? envelopeProgram(mutant.handle ?? handleEnvelope, attempt);
      programs.set(attempt, known);
      return known;
    },
  };
}
