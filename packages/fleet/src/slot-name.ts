/** A slot's name: its app's id, `#`, its index counted from 0. For example `A123#0`. */
export function slotName(appId: string, index: number): string {
  return `${appId}#${index}`;
}

/** Takes a slot's name apart. Null if the text is not a slot's name. */
export function parseSlotName(slot: string): { readonly appId: string; readonly index: number } | null {
  const at = slot.lastIndexOf('#');
  const digits = slot.slice(at + 1);
  if (at < 1 || !/^\d{1,4}$/.test(digits)) return null;
  return { appId: slot.slice(0, at), index: Number(digits) };
}

/** The app that a slot belongs to; the whole text if it is not a slot's name. */
export function appOfSlot(slot: string): string {
  const at = slot.lastIndexOf('#');
  return at < 1 ? slot : slot.slice(0, at);
}
