import { useState } from 'react';
import { MoonIcon, ScreenIcon, SunIcon } from '../shell/icons.tsx';
import { applyTheme, chosenTheme, type Theme } from '../shell/theme.ts';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: ScreenIcon, light: SunIcon, dark: MoonIcon };
const WORDS = { system: 'as the device', light: 'light', dark: 'dark' };

/** Goes from the device's colours to light to dark and back. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(chosenTheme);
  const Icon = ICONS[theme];
  const label = `Colours: ${WORDS[theme]}`;
  const change = () => {
    applyTheme(NEXT[theme]);
    setTheme(NEXT[theme]);
  };
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={change}>
      <Icon />
    </button>
  );
}
