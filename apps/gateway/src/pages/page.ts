import { createHash } from 'node:crypto';

/** A page that stands alone: what happened, and what to do next. All texts are plain and escaped here. */
export interface Page {
  readonly tone: 'good' | 'bad' | 'neutral';
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** A code that helps whoever is asked for help, shown small. */
  readonly detail?: string | undefined;
  readonly actions: readonly { readonly label: string; readonly href: string }[];
  /** Goes on by itself after some seconds. */
  readonly forward?: { readonly href: string; readonly afterS: number } | undefined;
}

/** The page as HTML. Links are taken as they are, so they must be ours or checked addresses. */
export function renderPage(page: Page): string {
  const { forward } = page;
  const actions = page.actions.map(
    ({ label, href }, index) =>
      `<a class="${index === 0 ? 'primary' : 'secondary'}" href="${escapeHtml(href)}">${escapeHtml(label)}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${forward ? `<meta http-equiv="refresh" content="${forward.afterS}; url=${escapeHtml(forward.href)}">` : ''}
<title>${escapeHtml(page.title)} · Muster</title>
<style>${STYLE}</style>
</head>
<body>
<main class="${page.tone}">
<p class="brand">Muster</p>
<h1>${escapeHtml(page.title)}</h1>
${page.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
${actions.length > 0 ? `<p class="actions">${actions.join(' ')}</p>` : ''}
${page.detail ? `<p class="detail">${escapeHtml(page.detail)}</p>` : ''}
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, between tags or inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const STYLE = `
:root{color-scheme:light dark;--back:#f4f5f7;--card:#fff;--text:#1c2430;--dim:#5c6675;--line:#dfe3e9;--accent:#1f5fbf;--on:#fff;--good:#1b7f4b;--bad:#b3372c}
@media (prefers-color-scheme:dark){:root{--back:#12161c;--card:#1b212a;--text:#e8ecf2;--dim:#9aa5b4;--line:#303845;--accent:#7fb0ff;--on:#0d1420;--good:#5fcf95;--bad:#ff8f84}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--back);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:480px;background:var(--card);border:1px solid var(--line);border-top:4px solid var(--accent);border-radius:12px;padding:32px}
main.good{border-top-color:var(--good)}main.bad{border-top-color:var(--bad)}
.brand{margin:0 0 16px;color:var(--dim);font-size:13px;font-weight:600;letter-spacing:.06em;text-transform:uppercase}
h1{margin:0 0 12px;font-size:24px;line-height:1.25;text-wrap:balance}
p{margin:0 0 12px;overflow-wrap:anywhere}
.actions{display:flex;flex-wrap:wrap;gap:12px;margin:24px 0 0}
.actions a{padding:10px 18px;border-radius:8px;font-weight:600;text-decoration:none;border:1px solid var(--accent)}
.primary{background:var(--accent);color:var(--on)}.secondary{color:var(--accent)}
.actions a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.detail{margin:20px 0 0;color:var(--dim);font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,monospace}
`;

/** What the content security policy needs to let the pages' own style through, and no other. */
export const PAGE_STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
