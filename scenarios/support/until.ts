/**
 * Waits until `look` answers something true, asking every `everyMs`. Fails after `deadlineMs` with what `describe`
 * says: a deadline for what never happens, generous, and no measurement.
 */
export async function until<Value>(
  what: string,
  look: () => Promise<Value> | Value,
  { deadlineMs = 120_000, everyMs = 200, describe = () => '' as string | Promise<string> } = {},
): Promise<NonNullable<Value>> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}. ${await describe()}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
