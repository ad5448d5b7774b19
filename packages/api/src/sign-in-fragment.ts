/** What stands before the token in a one-time link's fragment, which browsers never send to a server. */
export const SIGN_IN_FRAGMENT = '#sign-in=';
