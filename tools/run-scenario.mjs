// "node tools/run-scenario.mjs bench/takeover …": builds the fleet and a program of scenarios/, then runs it.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeBundle } from './build.mjs';
import { builtFile } from './build-if-needed.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [name = '', ...args] = process.argv.slice(2);

process.chdir(root);
await builtFile('local/main.js');
const esbuild = await import('esbuild');
// Two folders deep, as the sources are: they look for the project's files from where they stand.
const outfile = path.join(root, 'dist', 'scenarios', `${path.basename(name)}.js`);
await esbuild.build({
  absWorkingDir: root,
  entryPoints: [`scenarios/${name}.ts`],
  outfile,
  ...nodeBundle(root),
});
await esbuild.stop();
process.argv = [process.argv[0], outfile, ...args];
await import(pathToFileURL(outfile).href);
