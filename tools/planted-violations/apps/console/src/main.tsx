import { first } from '../../../packages/chat/src/index.ts';

export const Page = () => <p>{String(first)}</p>;
