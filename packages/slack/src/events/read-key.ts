import { asId, asRecord } from '../json.ts';

/**
 * What names a payload, the same at every delivery: `event_id` of an event, `trigger_id` of what a person did. Null
 * where Slack gave neither. Pure; takes anything and never throws.
 */
export function readKey(payload: unknown): string | null {
  const wrapper = asRecord(payload);
  return asId(wrapper?.event_id) ?? asId(wrapper?.trigger_id);
}
