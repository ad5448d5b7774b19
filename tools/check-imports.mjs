// Checks the import rules of .dependency-cruiser.mjs: first on a planted tree where every rule is broken and must be
// caught (a checker that finds nothing anywhere looks just like a clean tree), then on the sources.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ruleSet } from '../.dependency-cruiser.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const planted = path.join(root, 'tools', 'planted-violations');

/** dependency-cruiser's swc parser takes no JSX, and TypeScript 7 has no parser that it could use instead. */
function readJsx() {
  const swc = createRequire(import.meta.url)('@swc/core');
  const { parseFileSync } = swc;
  swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });
}

/** Every broken rule in the tree at `baseDir`: `{ rule, from, to }`. Also says how many modules it read. */
export async function findViolations(baseDir) {
  readJsx();
  const { cruise } = await import('dependency-cruiser');
  const folders = ['packages', 'apps'].filter((folder) => existsSync(path.join(baseDir, folder)));
  const { output } = await cruise(
    folders,
    {
      baseDir,
      parser: 'swc',
      tsPreCompilationDeps: true,
      validate: true,
      ruleSet,
      combinedDependencies: true,
      doNotFollow: { path: 'node_modules' },
      // Only ours: npm packages have folders of any name, and what is left out here is not checked.
      exclude: { path: '^packages/store/src/generated/' },
    },
    {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.lua', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  );
  return {
    modules: output.modules.length,
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

async function check() {
  const caught = new Set((await findViolations(planted)).violations.map(({ rule }) => rule));
  const missed = ruleSet.forbidden.map(({ name }) => name).filter((name) => !caught.has(name));
  if (missed.length > 0) {
    console.error(`The import check is blind: it missed the planted violations of ${missed.join(', ')}.`);
    return 1;
  }
  const { modules, violations } = await findViolations(root);
  for (const { rule, from, to } of violations) {
    const { comment } = ruleSet.forbidden.find(({ name }) => name === rule);
    console.error(`${from} → ${to}\n    ${rule}: ${comment}`);
  }
  console.log(
    `${modules} modules, ${violations.length} forbidden imports; all ${caught.size} planted rules were caught.`,
  );
  return violations.length === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exit(await check());
