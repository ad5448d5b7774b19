import type { Store } from '../../store/src/index.ts';

export const plan = (store: Store) => store;
