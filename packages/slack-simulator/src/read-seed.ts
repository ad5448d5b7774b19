import { z } from 'zod';
import type { SimulatorSeed } from './control/requests.ts';
import { seed as schema } from './control-api/schemas.ts';

/** Reads a seed file's text: JSON, either `{ apps, workspaces }` or a list of apps. Throws what is wrong with it. */
export function readSeed(text: string): SimulatorSeed {
  const value: unknown = JSON.parse(text);
  const result = schema.safeParse(Array.isArray(value) ? { apps: value } : value);
  if (!result.success) throw new Error(z.prettifyError(result.error));
  return result.data as SimulatorSeed;
}
