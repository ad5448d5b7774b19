/** `system`: as the device is set. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'theme';

/** What the reader chose for this page. */
export function chosenTheme(): Theme {
  try {
    const kept = window.localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    // The browser keeps nothing for this page.
    return 'system';
  }
}

/** Draws the page in a theme, and keeps the choice. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    window.localStorage.setItem(KEY, theme);
  } catch {
    // It holds until the page is left.
  }
}
