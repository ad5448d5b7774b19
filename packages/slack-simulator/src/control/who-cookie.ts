/** Whom the reader plays, in which workspace. */
export interface SimWho {
  readonly team: string;
  readonly user: string;
}

const NAME = 'local_slack_who';
const VALUE = new RegExp(`(?:^|; *)${NAME}=([A-Z0-9]+)\\.([A-Z0-9]+)(?:;|$)`);

/** The cookie by which the chat page and the consent page agree on who sits before the browser. */
export function whoCookie({ team, user }: SimWho): string {
  return `${NAME}=${team}.${user}; Path=/; SameSite=Lax`;
}

/** Reads it from a `Cookie` header or `document.cookie`; null when it is not there. */
export function readWho(cookies: string | undefined): SimWho | null {
  const [, team, user] = VALUE.exec(cookies ?? '') ?? [];
  return team && user ? { team, user } : null;
}
