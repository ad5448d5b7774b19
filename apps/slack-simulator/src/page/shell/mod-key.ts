const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What the key for commands is called on this device. */
export const MOD_KEY = isMac ? '⌘' : 'Ctrl';
