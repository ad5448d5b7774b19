// "npm run package:slack-simulator": makes an npm package of the local Slack that needs nothing else, in
// dist/slack-simulator-package: the library with its types, the command line and the chat page.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, nodeBundle } from './build.mjs';
import { prepare } from './prepare.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const SOURCES = 'packages/slack-simulator/src';
const ENTRIES = { index: `${SOURCES}/index.ts`, control: `${SOURCES}/control/index.ts` };

/** Makes the package anew in `outDir`, an absolute path, which "npm pack" and "npm install" take. */
async function packageSlackSimulator(outDir) {
  const esbuild = await import('esbuild');
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(path.join(outDir, 'bin'), { recursive: true });
  const commandLine = 'apps/slack-simulator/src/command-line.ts';
  const library = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { ...ENTRIES, 'command-line': commandLine },
    outdir: outDir,
    splitting: true,
    metafile: true,
    ...nodeBundle(root),
    sourcemap: false,
  });
  const source = 'apps/slack-simulator/src/page';
  const page = await buildPage(esbuild, root, outDir, { source, output: 'page', sourcemap: false });
  await esbuild.stop();
  writeTypes(outDir);
  writeManifest(outDir);
  const bin = path.join(outDir, 'bin', 'slack-simulator.mjs');
  writeFileSync(bin, "#!/usr/bin/env node\nimport '../command-line.js';\n", { mode: 0o755 });
  writeFileSync(path.join(outDir, 'README.md'), readme());
  cpSync(path.join(root, 'LICENSE'), path.join(outDir, 'LICENSE'));
  const inputs = [library, page].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(path.join(outDir, 'THIRD-PARTY-LICENSES'), licences(inputs));
}

/** Its links to sources lead to the types that the package has of them. */
function readme() {
  const text = readFileSync(path.join(root, 'packages/slack-simulator/README.md'), 'utf8');
  return text.replaceAll(/\]\(src\/(\S+)\.ts\)/g, '](types/$1.d.ts)');
}

function writeTypes(outDir) {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const flags =
    '--ignoreConfig --declaration --emitDeclarationOnly --strict --exactOptionalPropertyTypes --skipLibCheck ' +
    '--allowImportingTsExtensions --verbatimModuleSyntax --module preserve --moduleResolution bundler ' +
    `--target es2023 --types node --rootDir ${SOURCES}`;
  const args = [tsc, ...Object.values(ENTRIES), ...flags.split(' '), '--outDir', path.join(outDir, 'types')];
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The types could not be made:\n${run.stdout}${run.stderr}`);
  keepReachable(path.join(outDir, 'types'));
}

/** Removes the types of everything inside. Those of the surface stay, and they need no other package. */
function keepReachable(folder) {
  const entries = Object.values(ENTRIES).map((entry) =>
    entry.replace(SOURCES, folder).replace(/ts$/, 'd.ts'),
  );
  const reached = new Set(entries);
  for (const file of reached)
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?['"]([^'"]+)['"]/g)) {
      if (!specifier.startsWith('.')) throw new Error(`${file} needs the types of ${specifier}`);
      reached.add(path.join(path.dirname(file), specifier.replace(/ts$/, 'd.ts')));
    }
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !reached.has(file)) rmSync(file);
  }
}

function writeManifest(outDir) {
  const { name, version, license, engines } = {
    ...JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')),
    ...JSON.parse(readFileSync(path.join(root, 'packages/slack-simulator/package.json'), 'utf8')),
  };
  const manifest = {
    name,
    version,
    license,
    type: 'module',
    description: 'A local Slack: Web API, OAuth, Socket Mode, a chat page and faults.',
    engines,
    bin: { 'slack-simulator': 'bin/slack-simulator.mjs' },
    exports: {
      '.': { types: './types/index.d.ts', default: './index.js' },
      './control': { types: './types/control/index.d.ts', default: './control.js' },
    },
  };
  writeFileSync(path.join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The licence texts of the npm packages that are inlined, which their authors ask to go along. */
function licences(inputs) {
  const found = inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(found)]
    .filter(Boolean)
    .sort()
    .map((folder) => {
      const { name, version, license } = createRequire(import.meta.url)(
        path.join(root, folder, 'package.json'),
      );
      const names = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE', 'license.md'];
      const file = names.map((one) => path.join(root, folder, one)).find((one) => existsSync(one));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(file, 'utf8') : ''}`;
    })
    .join('\n----\n\n');
}

try {
  const outDir = path.join(root, 'dist', 'slack-simulator-package');
  prepare();
  await packageSlackSimulator(outDir);
  console.log(outDir);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
