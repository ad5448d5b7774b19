import { z } from 'zod';

/** What every failed API call answers. `code` is stable and for programs, `message` is for people. */
export const errorAnswer = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .meta({ id: 'Error' });

export type ErrorAnswer = z.infer<typeof errorAnswer>;
