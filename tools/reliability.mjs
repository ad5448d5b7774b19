// "npm run reliability": measures everything that docs/reliability.md states, one after the other, and writes what it
// saw to .cache/reliability/report.md. About three quarters of an hour; "-- --quick" is done in a quarter, and
// "-- takeover plan" runs the parts of these names alone. Ends with 1 if a part did.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dir = path.join(root, '.cache', 'reliability');

/** In the order of the page. `quick` replaces `full`: smaller, the same thing. */
const PARTS = [
  { name: 'chaos', full: ['--minutes', '20'], quick: ['--minutes', '2'] },
  { name: 'bench:takeover', full: ['--rounds', '12'], quick: ['--rounds', '3'] },
  { name: 'bench:rolling', full: ['--rounds', '20'], quick: ['--rounds', '3'] },
  { name: 'bench:join', full: [], quick: ['--apps', '100'] },
  { name: 'bench:noisy', full: ['--rounds', '2'], quick: ['--rounds', '1'] },
  { name: 'bench:plan', full: [], quick: ['--slots', '100000'] },
  {
    name: 'bench:redis',
    full: ['--sizes', '10x1000,100x10000,300x10000,1000x10000'],
    quick: ['--sizes', '10x1000,100x10000'],
  },
  { name: 'bench:against-bolt', full: ['--rounds', '3'], quick: ['--rounds', '1'] },
  { name: 'explore', full: [], quick: ['--faults', '1'] },
  { name: 'simulate', full: ['--seeds', '1000'], quick: ['--seeds', '50'] },
];

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const parts = PARTS.filter(
  ({ name }) => positionals.length === 0 || positionals.some((asked) => name.endsWith(asked)),
);
if (parts.length === 0) {
  console.error(`There is no such part. These are: ${PARTS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

mkdirSync(dir, { recursive: true });
const [cpu] = cpus();
const chapters = [
  `${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
];
let failed = 0;
for (const { name, full, quick } of parts) {
  const args = values.quick ? quick : full;
  const command = ['npm', 'run', name, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  console.log(`\n== ${command}`);
  const { code, text } = await run(name, args);
  if (code !== 0) failed++;
  const verdict = code === 0 ? '' : `\nFailed with ${code}.\n`;
  chapters.push(`## \`${command}\`\n${verdict}\n\`\`\`\n${text.trim()}\n\`\`\``);
  // After each part: what was measured is kept when a later one is stopped.
  writeFileSync(path.join(dir, 'report.md'), `${chapters.join('\n\n')}\n`);
}
console.log(`\n${parts.length - failed} of ${parts.length} parts passed; ${path.join(dir, 'report.md')}`);
process.exitCode = failed > 0 ? 1 : 0;

function run(name, args) {
  const child = spawn('npm', ['run', '--silent', name, '--', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
    process.stdout.write(chunk);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, text })));
}
