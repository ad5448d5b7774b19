import type { Group } from '../replies/compose-reply.ts';

/** What `help` says in general: every command once, with an example that can be tried as it stands. */
export const OVERVIEW: readonly Group[] = [
  {
    title: 'Add',
    lines: [
      '`add task Ship docs by Friday` or `todo Ship docs by Friday`',
      '`did Wrote the docs` for an accomplishment',
      '`help: API keys` or `blocked by API keys` when you need help',
      '`meeting 3pm Retro`',
    ],
  },
  { title: 'Show', lines: ['`list` or `today`, and `yesterday`'] },
  {
    title: 'Change',
    lines: [
      '`done 3`, also `done 1 2 4`; `reopen 3`',
      '`update 3 Ship docs by Monday`, or edit the message that added it',
      '`delete 3`',
    ],
  },
];

/** What `help <topic>` says, by topic. */
export const TOPICS: ReadonlyMap<string, readonly Group[]> = new Map<string, readonly Group[]>([
  [
    'add',
    [
      {
        title: 'One item',
        lines: [
          '`add task Ship docs`, `todo Ship docs`, or just `add Ship docs`',
          '`add accomplishment Wrote the docs`, `did Wrote the docs` or `done: Wrote the docs`',
          '`add help API keys`, `help: API keys`, `blocked by API keys` or `stuck on API keys`',
          '`add meeting 3pm Retro` or `meeting 3pm Retro`',
        ],
      },
      {
        title: 'Many at once',
        lines: [
          'One per line, with or without bullets:',
          '```add tasks\n• Ship docs\n• Call Ana```',
          'Or the whole day in a block; `Y:`, `T:` and `B:` do as well:',
          '```Did: Wrote the docs\nHelp: API keys\nMeetings: 3pm Retro\nTasks: Ship docs```',
        ],
      },
      { lines: ['Edit your message later and its items change with it.'] },
    ],
  ],
  [
    'list',
    [
      {
        title: 'Your plan',
        lines: [
          '`list`, `plan` or `today` shows today and what is still open from earlier days.',
          '`yesterday` or `list yesterday` shows the day before.',
          'In a channel only you see the answer.',
        ],
      },
    ],
  ],
  [
    'update',
    [
      {
        title: 'Change an item',
        lines: [
          '`update 3 Ship docs by Monday`, `edit 3 …` or `change 3 to …` gives item 3 a new text.',
          'Or edit the message that added it: changed lines change, new lines are added, removed lines go.',
        ],
      },
    ],
  ],
  [
    'done',
    [
      {
        title: 'Tick off',
        lines: [
          '`done 3` or `finish 3`; several at once: `done 1 2 4`',
          '`reopen 3` takes it back.',
          '`done: Wrote the docs`, with words instead of numbers, adds an accomplishment.',
        ],
      },
    ],
  ],
  ['reopen', [{ title: 'Open again', lines: ['`reopen 3`, or several: `reopen 1 2`'] }]],
  [
    'delete',
    [{ title: 'Remove', lines: ['`delete 3`, `remove 3` or `rm 3`; several at once: `delete 1 2`'] }],
  ],
]);
