import pg from 'pg';

/** Where the Bolt process finds its settings, as JSON. */
export const BOLT_SETTINGS = 'BENCH_BOLT_SETTINGS';

interface Settings {
  readonly botToken: string;
  readonly appToken: string;
  readonly apiUrl: string;
  readonly databaseUrl: string;
}

/** A Bolt app as its documentation has it: for every message in a direct message it inserts a row and posts a reply. */
export async function runBoltApp(): Promise<void> {
  const { App, LogLevel } = await import('@slack/bolt');
  const settings = JSON.parse(process.env[BOLT_SETTINGS] ?? '') as Settings;
  const sql = new pg.Pool({ connectionString: settings.databaseUrl, max: 10 });
  await sql.query(
    'CREATE TABLE IF NOT EXISTS checker.bolt (id bigserial PRIMARY KEY, user_id text, text text)',
  );
  const app = new App({
    token: settings.botToken,
    appToken: settings.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: settings.apiUrl },
  });
  app.message(async ({ message, say }) => {
    if (message.subtype !== undefined) return;
    await sql.query('INSERT INTO checker.bolt (user_id, text) VALUES ($1, $2)', [message.user, message.text]);
    await say(`Added: ${message.text}`);
  });
  await app.start();
  process.once('SIGTERM', () => process.exit(0));
  process.once('disconnect', () => process.exit(0));
}
