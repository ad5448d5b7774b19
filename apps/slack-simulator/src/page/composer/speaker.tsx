import type { SimPerson } from '@muster/slack-simulator/control';
import { Avatar } from '../shell/avatar.tsx';

/** Whoever writes, before the field: one page speaks for many people. The field's note says the name. */
export function Speaker({ person }: { person: SimPerson }) {
  return (
    <span className="speaker" title={`You write as ${person.realName}`}>
      <Avatar name={person.realName} color={person.color} size="small" />
    </span>
  );
}
