/**
 * Weighted rendezvous hashing: each slot ranks the workers by a score of its own, so that a worker that joins or
 * leaves changes only the slots that it gains or loses. The highest score comes first; twice the capacity wins
 * twice as often.
 */
export function rendezvousScore(slotHash: number, workerHash: number, capacity: number): number {
  const mixed = mix(slotHash ^ Math.imul(workerHash, 0x9e3779b1));
  return -capacity / Math.log((mixed + 0.5) / 4294967296);
}

/** A 32-bit hash of a text (FNV-1a, mixed once more). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** Spreads the bits (the last steps of MurmurHash3). */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
