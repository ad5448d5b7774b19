/** The address of a workspace as Slack gave it, if it is one that a browser may safely be sent to. */
export function workspaceUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href, username } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && username === '' ? href : null;
}

/** `acme` of `https://acme.slack.com/`; of another server's address, its host name. */
export function teamDomainOf(url: string): string {
  const { hostname } = new URL(url);
  return hostname.endsWith('.slack.com') ? hostname.slice(0, -'.slack.com'.length) : hostname;
}
