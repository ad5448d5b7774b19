export { plan } from '../../plan/src/index.ts';
