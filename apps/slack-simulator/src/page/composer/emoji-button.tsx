import { SmileIcon } from '../shell/icons.tsx';
import { Popup } from '../shell/popup.tsx';
import { EmojiPicker } from './emoji-picker.tsx';

/** Opens the emoji picker. `onPick` gets a name without colons. */
export function EmojiButton(props: { label?: string; className?: string; onPick(name: string): void }) {
  return (
    <Popup
      label={props.label ?? 'Insert emoji'}
      buttonClass={props.className ?? 'icon-button'}
      button={<SmileIcon />}
      kind="dialog"
      className="menu menu-emoji"
    >
      {(close) => (
        <EmojiPicker
          onPick={(name) => {
            close();
            props.onPick(name);
          }}
        />
      )}
    </Popup>
  );
}
