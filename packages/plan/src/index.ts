export type { CommandContext } from './command-context.ts';
export { sayGivenUp } from './commands/given-up.ts';
export { isTooOld, sayTooOld } from './commands/too-old.ts';
export { MAX_ITEMS_PER_MESSAGE } from './limits.ts';
export type { Change, Item, Origin, PlanRepository } from './plan-repository.ts';
export type { Block, ContextBlock, HeaderBlock, MarkdownText, Reply, SectionBlock } from './reply.ts';
export { runCommand } from './run-command.ts';
