import type { Args } from './args.ts';

/** A call as it came over HTTP. */
export interface Request {
  readonly method: string;
  readonly args: Args;
  /** Of the header or the body. */
  readonly token: string | null;
  /** Why the body could not be read, in Slack's words. */
  readonly bodyError: string | null;
}

export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or plain text with a failure of the server's. */
  readonly body: string;
}
