import { describe, expect, it } from 'vitest';
import { HELP, readOptions, UsageError } from './options.ts';

describe('the options of the command line', () => {
  it('have defaults', () => {
    expect(readOptions([])).toEqual({
      port: 3100,
      host: '127.0.0.1',
      state: null,
      seed: null,
      manifests: [],
      installs: null,
      timeScale: null,
    });
  });

  it('are read, some more than once', () => {
    const line =
      '--port 0 --host ::1 --state kept --seed a.json --manifest b.json --manifest=c.json --install acme --install Globex --time-scale 2.5';
    expect(readOptions(line.split(' '))).toEqual({
      port: 0,
      host: '::1',
      state: 'kept',
      seed: 'a.json',
      manifests: ['b.json', 'c.json'],
      installs: ['acme', 'Globex'],
      timeScale: 2.5,
    });
  });

  it('can ask that nothing is installed', () => {
    expect(readOptions(['--no-install'])?.installs).toEqual([]);
  });

  it.each([['--help'], ['-h'], ['--port', '5', '--help']])('ask for help: %s', (...args) => {
    expect(readOptions(args)).toBeNull();
  });

  it('are all in the help', () => {
    for (const name of [
      'port',
      'host',
      'state',
      'seed',
      'manifest',
      'install',
      'no-install',
      'time-scale',
      'help',
    ])
      expect(HELP).toContain(`\n  --${name} `);
  });

  it.each([
    ['an unknown one', ['--prot', '3'], "Unknown option '--prot'"],
    ['a word too many', ['start'], "Unexpected argument 'start'"],
    ['no value', ['--port'], "Option '--port <value>' argument missing"],
    [
      'another option instead of a value',
      ['--state', '--no-install'],
      "Option '--state' argument is ambiguous",
    ],
    ['an empty value', ['--state', ''], '--state is empty'],
    ['an empty value among others', ['--manifest', 'a.json', '--manifest', ''], '--manifest is empty'],
    ['a port in words', ['--port', 'http'], '--port must be a whole number from 0 to 65535, not "http"'],
    ['a port below any', ['--port=-1'], '--port must be a whole number'],
    ['a port above all', ['--port', '65536'], '--port must be a whole number'],
    ['a port with a point', ['--port', '31.5'], '--port must be a whole number'],
    ['time that stands', ['--time-scale', '0'], '--time-scale must be a number above 0, not "0"'],
    ['time without end', ['--time-scale', 'Infinity'], '--time-scale must be a number above 0'],
    ['a contradiction', ['--install', 'acme', '--no-install'], 'contradict each other'],
  ])('are refused with a word about %s', (_case, args, problem) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(problem);
    expect(() => readOptions(args)).not.toThrow(/\n|place it at the end/);
  });
});
