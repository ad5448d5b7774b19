/** A browser as far as installing needs one: keeps cookies per host, follows nothing by itself. */
export interface Visitor {
  get(url: string): Promise<Response>;
  /** Sends a form. */
  post(url: string, form: Readonly<Record<string, string>>): Promise<Response>;
}

export function openVisitor(): Visitor {
  const jars = new Map<string, Map<string, string>>();

  async function visit(url: string, init: RequestInit): Promise<Response> {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    return response;
  }

  return {
    get: (url) => visit(url, { method: 'GET' }),
    post: (url, form) =>
      visit(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
  };
}
