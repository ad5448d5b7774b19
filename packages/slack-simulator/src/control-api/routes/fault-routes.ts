import { z } from 'zod';
import type { Control } from '../../control/control.ts';
import { type Route, shaped } from './route.ts';

const fault = z.strictObject({
  method: z.string().min(1),
  team: z.string().exactOptional(),
  appId: z.string().exactOptional(),
  kind: z.enum(['429', '500', '500-but-done', 'slow', 'slow-but-done', 'hang', 'error']),
  times: z.int().positive().nullable(),
  retryAfterS: z.number().nonnegative().exactOptional(),
  delayMs: z.number().nonnegative().exactOptional(),
  error: z.string().exactOptional(),
  status: z.int().min(400).max(599).exactOptional(),
});
const wireQuery = z.object({
  since: z.coerce.number().int().nonnegative().exactOptional(),
  appId: z.string().exactOptional(),
  limit: z.coerce.number().int().positive().exactOptional(),
});

export function faultRoutes(control: Control): Route[] {
  return [
    ['POST', '/faults', (a) => control.addFault(a.body(fault))],
    ['DELETE', '/faults', () => control.clearFaults()],
    ['DELETE', '/faults/:fault', (a) => control.removeFault(a.part('fault'))],
    [
      'POST',
      '/workspaces/:team/apps/:app/rate-limit',
      (a) => control.rateLimitApp(a.part('team'), a.part('app')),
    ],
    ['GET', '/wire', (a) => control.wire(shaped(wireQuery, a.query))],
  ];
}
