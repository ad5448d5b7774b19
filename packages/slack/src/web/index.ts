export type { CallResult, Failure } from '../errors.ts';
export type { ReplyPlace } from './find-reply.ts';
export type { OutgoingMessage } from './post.ts';
export { createSlackWeb, type Identity, type SlackWeb } from './slack-web.ts';
