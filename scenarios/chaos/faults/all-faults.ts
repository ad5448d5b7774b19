import type { Fault } from './fault.ts';
import { LINE_FAULTS } from './line-faults.ts';
import { PROCESS_FAULTS } from './process-faults.ts';
import { SERVER_FAULTS } from './server-faults.ts';
import { SLACK_FAULTS } from './slack-faults.ts';

/** Everything that can go wrong. */
export const ALL_FAULTS: readonly Fault[] = [
  ...PROCESS_FAULTS,
  ...SERVER_FAULTS,
  ...LINE_FAULTS,
  ...SLACK_FAULTS,
];
