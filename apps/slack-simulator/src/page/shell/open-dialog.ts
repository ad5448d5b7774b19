/**
 * A `ref` that shows a dialog over everything else for as long as it is drawn. Closing it before it goes gives the
 * focus back to where it was. One function for all, for a new one would close and open the dialog at each drawing.
 */
export function openDialog(dialog: HTMLDialogElement | null): (() => void) | undefined {
  if (!dialog) return undefined;
  dialog.showModal();
  return () => dialog.close();
}
