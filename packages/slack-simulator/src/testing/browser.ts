/** A person's browser: cookies, redirects, forms and links, on loopback only. */
export interface Browser {
  open(address: string): Promise<Page>;
}

/** Where a browser ended. */
export interface Page {
  readonly address: URL;
  readonly status: number;
  readonly html: string;
  /** Follows the link whose address matches. */
  follow(href: RegExp): Promise<Page>;
  /** Sends the page's form with the radio button under this label and one of the buttons. */
  submit(form: { readonly choose?: string; readonly press: string }): Promise<Page>;
}

const MAX_REDIRECTS = 5;

/** A new browser, without cookies. */
export function createBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();

  const go = async (address: URL, init: RequestInit, redirects = 0): Promise<Page> => {
    if (address.hostname !== '127.0.0.1') throw new Error(`the browser does not go to ${address.origin}`);
    const jar = jars.get(address.host) ?? new Map<string, string>();
    jars.set(address.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { connection: 'close', ...(cookie === '' ? {} : { cookie }) };
    const answer = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const kept of answer.headers.getSetCookie()) keep(jar, kept);
    const location = answer.headers.get('location');
    const html = await answer.text();
    if (location === null) return page(address, answer.status, html);
    if (redirects === MAX_REDIRECTS) throw new Error(`too many redirects at ${address.origin}`);
    return go(new URL(location, address), { method: 'GET' }, redirects + 1);
  };

  const page = (address: URL, status: number, html: string): Page => ({
    address,
    status,
    html,
    follow: (href) => {
      const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => unescapeHtml(link));
      return go(
        new URL(
          found(
            links.find((link) => href.test(link)),
            `a link to ${href}`,
          ),
          address,
        ),
        {},
      );
    },
    submit: (form) => {
      const action = found(/<form[^>]* action="([^"]*)"/.exec(html)?.[1], 'a form');
      return go(new URL(unescapeHtml(action), address), { method: 'POST', body: fields(html, form) });
    },
  });

  return { open: (address) => go(new URL(address), {}) };
}

function fields(html: string, { choose, press }: { choose?: string; press: string }): URLSearchParams {
  const [button, buttonName = '', buttonValue = ''] =
    [...html.matchAll(/<button[^>]* name="([^"]*)" value="([^"]*)"[^>]*>\s*([^<]*)</g)].find(
      ([, , , label]) => label?.trim() === press,
    ) ?? [];
  found(button, `a button ${press}`);
  const sent = new URLSearchParams({ [buttonName]: buttonValue });
  if (choose === undefined) return sent;
  const label = [...html.matchAll(/<label[\s\S]*?<\/label>/g)].find(([text]) => text.includes(choose))?.[0];
  const [, name = '', value = ''] =
    /name="([^"]*)" value="([^"]*)"/.exec(found(label, `a choice ${choose}`)) ?? [];
  sent.set(name, value);
  return sent;
}

function keep(jar: Map<string, string>, header: string): void {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  const isOver = attributes.some((one) => /^expires=.*1970/i.test(one));
  if (isOver) jar.delete(name);
  else jar.set(name, value);
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

function found(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`the page has no ${what}`);
  return value;
}
