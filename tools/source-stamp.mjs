// Tells "npm start" whether anything changed since its last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Changes with every source: written, removed, or replaced by an older one. Ages alone would not do: files unpacked
 * from an archive keep theirs, and an upgrade would go on running the old build.
 */
export function sourceStamp(checkout) {
  const folders = ['apps', 'packages'].flatMap((group) =>
    readdirSync(path.join(checkout, group)).map((name) => path.join(checkout, group, name)),
  );
  const files = folders.flatMap((folder) => [
    path.join(folder, 'package.json'),
    ...filesIn(path.join(folder, 'src')),
  ]);
  files.push(path.join(checkout, 'package-lock.json'), path.join(checkout, 'tools', 'build.mjs'));
  const hash = createHash('sha256');
  for (const file of files.filter((name) => existsSync(name)).sort()) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${path.relative(checkout, file)} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}
