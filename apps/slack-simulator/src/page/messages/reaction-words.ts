/** `You, Ben Ito and 2 others`: who reacted, for a hint. The reader comes first. */
export function namesInWords(names: readonly string[], isReaderIn: boolean, most = 12): string {
  const all = isReaderIn ? ['You', ...names] : names;
  const shown = all.length > most ? [...all.slice(0, most - 1), `${all.length - most + 1} others`] : all;
  if (shown.length < 2) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
