export { first } from '../../../packages/chat/src/index.ts';
