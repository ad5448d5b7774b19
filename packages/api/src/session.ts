import { z } from 'zod';

/** Whether this browser is signed in, and whether there is a shared app to add to Slack. Open to everyone. */
export const sessionView = z
  .object({ signedIn: z.boolean(), sharedApp: z.boolean() })
  .meta({ id: 'Session' });

/** Signing in: with the operator token, or with a one-time link's token. */
export const signIn = z
  .union(
    [
      z.strictObject({ operatorToken: z.string().min(1).max(500) }),
      z.strictObject({ link: z.string().min(1).max(200) }),
    ],
    { error: 'send either { operatorToken } or { link }, as a text that is not empty' },
  )
  .meta({ id: 'SignIn' });

/** A one-time sign-in link. It works once, until `expiresAt`. */
export const signInLink = z.object({ url: z.string(), expiresAt: z.string() }).meta({ id: 'SignInLink' });

export type SessionView = z.infer<typeof sessionView>;
export type SignIn = z.infer<typeof signIn>;
export type SignInLink = z.infer<typeof signInLink>;
