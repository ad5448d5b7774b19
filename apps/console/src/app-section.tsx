import type { AppHealth, AppList, AppView, FleetView } from '@muster/api';
import { duration } from './duration.ts';
import { RegisterAppForm } from './register-app-form.tsx';
import { ReleaseApp } from './release-app.tsx';
import { SlotList } from './slot-list.tsx';
import { StateMark } from './state-mark.tsx';
import { TimeAgo } from './time-ago.tsx';
import { useUrlParam } from './url-state.ts';

/** The Slack apps: the shared one, and those that workspaces made for themselves. */
export function AppSection({ apps, fleet }: { apps: AppList | undefined; fleet: FleetView | undefined }) {
  const [register, setRegister] = useUrlParam('register');
  const isOpen = register !== null;
  return (
    <section aria-labelledby="apps">
      <div className="section-head">
        <h2 id="apps">Slack apps</h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls="register-app"
          onClick={() => setRegister(isOpen ? null : 'own')}
        >
          {isOpen ? 'Close the form' : 'Register an own app'}
        </button>
      </div>
      <div id="register-app">{isOpen && apps && <RegisterAppForm newAppUrl={apps.newAppUrl} />}</div>
      <ul className="cards">
        {apps?.items.map((app) => (
          <AppCard key={app.id} app={app} health={fleet?.apps?.find(({ appId }) => appId === app.id)} />
        ))}
      </ul>
    </section>
  );
}

const TOKEN_LABELS = {
  accepted: 'token accepted',
  refused: 'token refused',
  unknown: 'token not tried yet',
  missing: 'no app-level token',
};

const REMEDIES = {
  shared: 'Put a new one into SLACK_APP_TOKEN and start again.',
  own: 'Register the app again with a new one.',
};

function AppCard({ app, health }: { app: AppView; health: AppHealth | undefined }) {
  const { token } = app;
  return (
    <li className="card">
      <div className="card-head">
        <h3>{app.name}</h3>
        <StateMark state={token.state} label={TOKEN_LABELS[token.state]} />
      </div>
      <p className="dim">
        {app.kind === 'shared' ? 'Shared' : 'Own'} · <code>{app.id}</code> · in {app.workspaces}{' '}
        {app.workspaces === 1 ? 'workspace' : 'workspaces'}
      </p>
      {token.state === 'refused' && (
        <p className="reason">
          Slack refused its app-level token{token.reason ? ` (${token.reason})` : ''}. {REMEDIES[app.kind]}
        </p>
      )}
      {app.poison && <ReleaseApp app={app} poison={app.poison} />}
      {app.botTokenTrouble && <p className="reason">{app.botTokenTrouble}</p>}
      <SlotList slots={app.slots} />
      {health && <Gaps health={health} />}
      <div className="card-foot">
        <span className="dim">
          {token.checkedAt ? (
            <>
              Token last tried <TimeAgo at={token.checkedAt} />
            </>
          ) : (
            ''
          )}
        </span>
        <a href={`/slack/install?app=${encodeURIComponent(app.id)}`}>Add to a workspace</a>
      </div>
    </li>
  );
}

/** For how long the app has had no connection at all, now and before. */
function Gaps({ health }: { health: AppHealth }) {
  const { gapSeconds, lastGapSeconds, lastGapEndedAt, longestGapSeconds } = health;
  if (gapSeconds !== null)
    return <p className="reason">Without any connection for {duration(gapSeconds)}.</p>;
  if (lastGapSeconds === null || lastGapEndedAt === null) return null;
  const longest = longestGapSeconds ?? lastGapSeconds;
  return (
    <p className="dim small">
      Was without any connection for {duration(lastGapSeconds)}, <TimeAgo at={lastGapEndedAt} />
      {longest > lastGapSeconds && `; at most for ${duration(longest)}`}
    </p>
  );
}
