/**
 * What stands before the token in a one-time link's fragment, which browsers never send to a server. An entry of
 * its own, so that the console's bundle stays free of the schemas.
 */
export const SIGN_IN_FRAGMENT = '#sign-in=';
