/** A person's or bot's square: initials on their colour. The name stands beside it, so readers skip it. */
export function Avatar(props: {
  name: string;
  color: string;
  isBot?: boolean;
  size?: 'tiny' | 'small' | 'large';
}) {
  return (
    <span
      className={`avatar avatar-${props.size ?? 'large'} ${props.isBot ? 'avatar-bot' : ''}`}
      // Slack's colours are bright: white letters need them darker.
      style={{ background: `color-mix(in srgb, ${safeColor(props.color)} 68%, black)` }}
      aria-hidden="true"
    >
      {initialsOf(props.name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => Array.from(word ?? '')[0]?.toUpperCase() ?? '').join('');
}

/** Slack gives colours as hex digits without `#`. */
function safeColor(color: string): string {
  const digits = color.replace(/^#/, '');
  return /^[0-9a-f]{6}$/i.test(digits) ? `#${digits}` : '#5b6b7a';
}
