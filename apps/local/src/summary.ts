/** What a person needs to know once everything runs. */
export interface Summary {
  readonly signInLink: string;
  readonly publicUrl: string;
  readonly simulatorUrl: string | null;
  readonly dataDir: string;
  /** Null when Postgres is not embedded. */
  readonly postgresDir: string | null;
  readonly logDir: string;
}

/** The short table at the end of a start. */
export function summaryTable(summary: Summary): string {
  const { signInLink, publicUrl, simulatorUrl, dataDir, postgresDir, logDir } = summary;
  const isElsewhere = postgresDir !== null && !postgresDir.startsWith(dataDir);
  const rows: [string, string][] = [
    ['Console', `${signInLink}  (signs in once; for another link: npm run sign-in)`],
    ...(simulatorUrl === null
      ? []
      : ([['Slack', `${simulatorUrl}  (a local one, to try the bot in)`]] as [string, string][])),
    ['API', `${publicUrl}/api/docs`],
    ['Data', isElsewhere ? `${dataDir} and ${postgresDir}` : dataDir],
    ['Logs', logDir],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    '',
    '  Muster is ready.',
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}
