import { embedded } from '../../../packages/embedded/src/index.ts';

export const startWorker = () => embedded;
