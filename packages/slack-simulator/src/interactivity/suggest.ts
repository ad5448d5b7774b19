import { ControlError } from '../control/control.ts';
import type { SimOption, SimOptionSearch } from '../control/interactivity.ts';
import { demand } from '../control-api/lookups.ts';
import type { Slack } from '../slack.ts';
import { contextOf } from './act.ts';
import { isJson, type Json, textOf } from './blocks.ts';
import { ownOptions } from './element-values.ts';
import { sendInteraction } from './send-interaction.ts';
import { elementAt, surfaceOf } from './surfaces.ts';

/** Slack takes no more from an app. */
const MAX_OPTIONS = 100;

/**
 * Asks the app for the options of a menu by `block_suggestion`
 * (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select). Rejects with
 * ControlError `no_options` when it sends none in time, or something else.
 */
export async function suggest(
  slack: Slack,
  team: string,
  search: SimOptionSearch,
): Promise<{ options: readonly SimOption[] }> {
  const surface = surfaceOf(slack, team, search.user, search.surface);
  const placed = elementAt(surface, search.actionId, search.blockId);
  demand(placed.type.endsWith('external_select'), 'not_searchable', 'its app provides no options for this');
  const { payload, interaction } = contextOf(slack, surface, placed);
  // Only `block_actions` and `view_submission` tell what else was filled in.
  const { state: _, ...place } = payload;
  const ending = await sendInteraction(slack, interaction, {
    type: 'block_suggestion',
    ...place,
    block_id: placed.blockId,
    action_id: placed.actionId,
    value: search.query,
  });
  const options = ending.kind === 'acked' ? optionsIn(ending.payload) : null;
  if (!options) throw new ControlError('no_options', 'the app sent no options in time', 504);
  slack.interactions.inputs.offer(surface.key, placed, options);
  return { options: options.map(({ text, value }) => ({ label: labelOf(text), value: textOf(value) })) };
}

/** Null when the answer is none that Slack takes. */
function optionsIn(payload: unknown): readonly Json[] | null {
  const options = isJson(payload) ? ownOptions(payload) : null;
  const isWhole = options?.every(({ text, value }) => labelOf(text) !== '' && textOf(value) !== '');
  return options && isWhole && options.length <= MAX_OPTIONS ? options : null;
}

function labelOf(text: unknown): string {
  return isJson(text) ? textOf(text.text) : '';
}
