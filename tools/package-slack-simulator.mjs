// "npm run package:slack-simulator": makes an npm package of the local Slack that needs nothing else, in
// dist/slack-simulator-package: the library with its types, the command line and the chat page.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildPage, nodeBundle } from './build.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const SOURCES = 'packages/slack-simulator/src';
const ENTRIES = { index: `${SOURCES}/index.ts`, control: `${SOURCES}/control/index.ts` };

/** Makes the package anew in `outDir`, which "npm pack" and "npm install" take. Returns the folder. */
export async function packageSlackSimulator(outDir = path.join(root, 'dist', 'slack-simulator-package')) {
  const esbuild = await import('esbuild');
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(path.join(outDir, 'bin'), { recursive: true });
  const commandLine = 'apps/slack-simulator/src/command-line.ts';
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { ...ENTRIES, 'command-line': commandLine },
    outdir: outDir,
    splitting: true,
    metafile: true,
    ...nodeBundle(root),
    sourcemap: false,
  });
  await buildPage(esbuild, root, outDir, { source: 'apps/slack-simulator/src/page', output: 'page' });
  await esbuild.stop();
  writeTypes(outDir);
  writeManifest(outDir);
  const bin = path.join(outDir, 'bin', 'slack-simulator.mjs');
  writeFileSync(bin, "#!/usr/bin/env node\nimport '../command-line.js';\n", { mode: 0o755 });
  cpSync(path.join(root, 'packages/slack-simulator/README.md'), path.join(outDir, 'README.md'));
  cpSync(path.join(root, 'LICENSE'), path.join(outDir, 'LICENSE'));
  writeFileSync(path.join(outDir, 'THIRD-PARTY-LICENSES'), licences(Object.keys(result.metafile.inputs)));
  return outDir;
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
  const page = ['react', 'react-dom', 'scheduler', '@tanstack/react-query', '@tanstack/query-core'];
  const folders = [...new Set([...found, ...page.map((name) => `node_modules/${name}`)])].filter(Boolean);
  return folders
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await packageSlackSimulator());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
