import { describePlanRepository } from './describe-plan-repository.ts';
import { createMemoryPlan } from './memory-plan-repository.ts';

describePlanRepository('the plan in memory', async () => {
  const plan = createMemoryPlan();
  return {
    plan,
    stranger: createMemoryPlan(),
    journal: async () => plan.journal.map(({ action, after }) => ({ action, itemId: after.id })),
    close: async () => {},
  };
});
