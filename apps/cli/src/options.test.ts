import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from './options.ts';

const plain = { json: false, watch: false, url: null };

describe('the command line', () => {
  it.each([
    [['fleet'], { name: 'fleet' }],
    [['workspaces'], { name: 'workspaces' }],
    [['dead-letters'], { name: 'dead-letters' }],
    [['dead-letters', 'list'], { name: 'dead-letters' }],
    [['dead-letters', 'replay', 'command', '7'], { name: 'replay', kind: 'command', id: '7' }],
    [['drain', 'socket-worker-1'], { name: 'drain', worker: 'socket-worker-1' }],
    [['release', 'A0123'], { name: 'release', appId: 'A0123' }],
    [['retry', 'A0123#1'], { name: 'retry', appId: 'A0123', index: 1 }],
  ])('reads %j', (args, command) => {
    expect(readOptions(args)).toEqual({ ...plain, command });
  });

  it('takes options anywhere', () => {
    expect(readOptions(['--json', 'fleet', '--url', 'https://muster.example.com'])).toMatchObject({
      json: true,
      url: 'https://muster.example.com',
    });
    expect(readOptions(['workspaces', '--watch'])?.watch).toBe(true);
  });

  it('asks for help when there is nothing to do, or it is asked', () => {
    for (const args of [[], ['--help'], ['fleet', '-h']]) expect(readOptions(args)).toBeNull();
  });

  it.each([
    [['flet'], 'no command flet'],
    [['fleet', 'now'], 'fleet takes nothing'],
    [['drain'], 'drain takes 1'],
    [['release'], 'release takes 1'],
    [['retry', 'A0123'], 'write it as A0123#0'],
    [['dead-letters', 'remove'], 'only list and replay'],
    [['dead-letters', 'replay', 'command'], 'replay takes 3'],
    [['drain', 'w1', '--watch'], '--watch makes no sense'],
    [['fleet', '--url', 'nowhere'], '--url is no address'],
    [['fleet', '--jsn'], '--jsn'],
  ])('says what is wrong with %j', (args, words) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(words);
  });
});
