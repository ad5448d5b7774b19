import { Dialog } from '../shell/dialog.tsx';
import { MOD_KEY } from '../shell/mod-key.ts';

const GROUPS: readonly { readonly name: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    name: 'Everywhere',
    keys: [
      [`${MOD_KEY} K`, 'Jump to a channel, app, person or workspace'],
      ['Alt ↑ ↓', 'The conversation before or after'],
      ['Alt Shift ↑ ↓', 'The unread one before or after'],
      [`${MOD_KEY} J`, 'Show or hide the wire'],
      ['Esc', 'Close what is open at the side'],
      [`? or ${MOD_KEY} /`, 'This list'],
    ],
  },
  {
    name: 'While you write',
    keys: [
      ['Enter', 'Send'],
      ['Shift Enter', 'A new line'],
      ['↑', 'Change your last message, in an empty field'],
      ['@  #  :', 'Complete a person, a channel, an emoji'],
      ['/', 'Complete a command'],
      ['Tab', 'Take the suggestion'],
      [`${MOD_KEY} B, ${MOD_KEY} I`, 'Bold, italic'],
      [`${MOD_KEY} Shift X, C`, 'Strike, code'],
    ],
  },
  {
    name: 'In the wire',
    keys: [
      ['↑ ↓, Page, Home, End', 'Another line'],
      ['Esc', 'Close the line, then the wire'],
    ],
  },
  {
    name: 'On a message (Tab to the list, then ↑ ↓)',
    keys: [
      ['T', 'Reply in its thread'],
      ['E', 'Change it, if it is yours'],
      ['Delete', 'Delete it, if it is yours'],
      ['Tab', 'To its reactions and other actions'],
    ],
  },
];

/** The keys that the page knows. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keys" className="modal keys" onClose={onClose}>
      <div className="modal-body">
        {GROUPS.map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl className="keys-list">
              {group.keys.map(([keys, meaning]) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
