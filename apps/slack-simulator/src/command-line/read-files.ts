import { readFileSync } from 'node:fs';
import { readManifest, readSeed, type SimulatorSeed } from '@muster/slack-simulator';
import type { SimNewApp } from '@muster/slack-simulator/control';
import { UsageError } from './options.ts';

/** Throws UsageError when the file cannot be read or is no seed. */
export function seedIn(file: string): SimulatorSeed {
  return read('--seed', file, readSeed);
}

/** The app that a manifest describes. Throws UsageError when the file cannot be read or is no manifest. */
export function appIn(file: string): SimNewApp {
  return read('--manifest', file, (text) => readManifest(JSON.parse(text)));
}

function read<Value>(flag: string, file: string, make: (text: string) => Value): Value {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${flag}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return make(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message;
    throw new UsageError(`${flag}: ${file} cannot be used:\n${reason}`);
  }
}
