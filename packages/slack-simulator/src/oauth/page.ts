/** A page of this Slack around `content`, both HTML already; `title` too. */
export function renderPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header><span class="mark" aria-hidden="true"></span>local slack</header>
<main><h1>${title}</h1>
${content}</main>
</body>
</html>`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d1c1d; --quiet: #616061; --paper: #fff; --ground: #f4ede4;
  --line: #ddd; --accent: #4a154b; --go: #007a5a; --stop: #c01343; }
@media (prefers-color-scheme: dark) { :root { --ink: #f2f0f2; --quiet: #b3b0b3; --paper: #222529;
  --ground: #17131a; --line: #46434a; --accent: #c9a3d0; --go: #17956f; --stop: #ff6b8f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
header { display: flex; gap: .6rem; align-items: center; justify-content: center; padding: 1.6rem;
  font-weight: 800; letter-spacing: -.02em; font-size: 1.25rem; }
.mark { width: 1.4rem; height: 1.4rem; border-radius: 30%; background:
  conic-gradient(#36c5f0 0 25%, #2eb67d 0 50%, #ecb22e 0 75%, #e01e5a 0); }
main { max-width: 34rem; margin: 0 auto 4rem; padding: 2rem 2.2rem; background: var(--paper);
  border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 8px 30px rgb(0 0 0 / 8%); }
h1 { margin: 0 0 .6rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; }
h2 { margin: 1.4rem 0 .5rem; font-size: 1rem; }
p { margin: .4rem 0; } .quiet { color: var(--quiet); font-size: .92rem; }
ul { margin: .4rem 0; padding-left: 1.2rem; } li { margin: .25rem 0; }
code { font-size: .85em; color: var(--quiet); }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 .8rem; padding: .5rem .9rem .8rem; }
legend { font-weight: 700; padding: 0 .35rem; }
label.person { display: flex; gap: .6rem; align-items: center; padding: .35rem .2rem; cursor: pointer; }
.face { width: 1.7rem; height: 1.7rem; border-radius: 6px; color: #fff; display: grid; place-items: center;
  font-size: .8rem; font-weight: 700; }
.buttons { display: flex; gap: .8rem; justify-content: flex-end; margin-top: 1.6rem; }
button { font: inherit; font-weight: 700; padding: .6rem 1.5rem; border-radius: 8px; cursor: pointer;
  border: 1px solid var(--line); background: var(--paper); color: var(--ink); }
button.allow { background: var(--go); border-color: var(--go); color: #fff; }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid #1d9bd1; outline-offset: 2px; }
a { color: var(--accent); }
.error { border-left: 4px solid var(--stop); padding-left: .9rem; }
`;
