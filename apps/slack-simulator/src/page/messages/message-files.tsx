import type { SimFile, SimMessage } from '@muster/slack-simulator/control';

/** What was sent along with a message: pictures to see, everything else to save. */
export function MessageFiles({ team, message }: { team: string; message: SimMessage }) {
  if (!message.files || message.files.length === 0) return null;
  return (
    <ul className="message-files" aria-label="Files">
      {message.files.map((file) => (
        <li key={file.id}>
          <MessageFile team={team} file={file} />
        </li>
      ))}
    </ul>
  );
}

function MessageFile({ team, file }: { team: string; file: SimFile }) {
  if (file.mode === 'tombstone') return <span className="muted">This file was deleted.</span>;
  const address = `/_sim/workspaces/${team}/files/${file.id}`;
  const name = file.title || file.name || file.id;
  return (
    <a className="block-card message-file" href={address} target="_blank" rel="noreferrer">
      <strong>{name}</strong>
      <span className="muted">
        {file.pretty_type} · {sizeText(file.size ?? 0)}
      </span>
      {isPicture(file) ? <img src={address} alt={file.alt_txt ?? ''} loading="lazy" /> : null}
    </a>
  );
}

/** Those that the server gives out to be shown. */
function isPicture({ mimetype = '' }: SimFile): boolean {
  return mimetype.startsWith('image/') && mimetype !== 'image/svg+xml';
}

const UNITS = ['bytes', 'kB', 'MB', 'GB'];

/** `873 bytes`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const shown = unit === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${shown} ${bytes === 1 ? 'byte' : UNITS[unit]}`;
}
