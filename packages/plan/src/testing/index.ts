export { describePlanRepository, type PlanRepositoryUnderTest } from './describe-plan-repository.ts';
export { makeItem } from './make-item.ts';
export { createMemoryPlan, type MemoryPlan } from './memory-plan-repository.ts';
