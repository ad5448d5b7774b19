import { Redis } from 'ioredis';

/** What a Redis did between two moments. */
export interface RedisUsage {
  readonly seconds: number;
  /** Commands, those within scripts included, and scripts. */
  readonly commands: number;
  readonly scripts: number;
  /** What its main thread used of a core. */
  readonly cpuSeconds: number;
  readonly bytesOut: number;
}

/** One run of a script that took Redis longer than the threshold. */
export interface SlowRun {
  readonly digest: string;
  readonly ms: number;
}

/** Looks at a Redis from outside, by what it counts itself. */
export interface RedisMeter {
  /** Begins to count; the answer ends it. */
  begin(): Promise<() => Promise<RedisUsage>>;
  /** Has Redis note the scripts that take longer than this from now on; the answer reads them. */
  noteSlow(overMs: number): Promise<() => Promise<SlowRun[]>>;
  close(): void;
}

/** The newest so many slow runs are kept. */
const SLOW_RUNS = 20_000;

export function openRedisMeter(url: string): RedisMeter {
  const redis = new Redis(url);
  const look = async () => {
    const text = await redis.info('everything');
    const scripts = ['evalsha', 'eval'].map((name) => numberOf(text, `cmdstat_${name}:calls`));
    return {
      atMs: performance.now(),
      commands: numberOf(text, 'total_commands_processed'),
      scripts: scripts.reduce((sum, calls) => sum + calls, 0),
      cpuSeconds: numberOf(text, 'used_cpu_user_main_thread') + numberOf(text, 'used_cpu_sys_main_thread'),
      bytesOut: numberOf(text, 'total_net_output_bytes'),
    };
  };
  return {
    async begin() {
      const before = await look();
      return async () => {
        const after = await look();
        return {
          seconds: (after.atMs - before.atMs) / 1000,
          commands: after.commands - before.commands,
          scripts: after.scripts - before.scripts,
          cpuSeconds: after.cpuSeconds - before.cpuSeconds,
          bytesOut: after.bytesOut - before.bytesOut,
        };
      };
    },
    async noteSlow(overMs) {
      await redis.config('SET', 'slowlog-max-len', String(SLOW_RUNS));
      await redis.config('SET', 'slowlog-log-slower-than', String(Math.round(overMs * 1000)));
      await redis.slowlog('RESET');
      return async () => {
        await redis.config('SET', 'slowlog-log-slower-than', '-1');
        const entries = (await redis.slowlog('GET', SLOW_RUNS)) as [number, number, number, string[]][];
        return entries
          .filter(([, , , [command]]) => /^evalsha$/i.test(command ?? ''))
          .map(([, , us, args]) => ({ digest: args[1] ?? '', ms: us / 1000 }));
      };
    },
    close: () => redis.disconnect(),
  };
}

/** Of `name:value` or `name=value` in what INFO answers; 0 where it stands nowhere. */
function numberOf(text: string, name: string): number {
  return Number(new RegExp(`^${name}[:=]([\\d.]+)`, 'm').exec(text)?.[1] ?? 0);
}
