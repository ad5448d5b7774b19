/** A server program, and what its environment needs so that it finds its libraries. */
export interface RedisProgram {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}
