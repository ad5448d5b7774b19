import { WebSocket } from 'ws';
import { until } from './until.ts';

export interface Frame {
  readonly type: string;
  readonly envelope_id?: string;
  readonly reason?: string;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
  readonly num_connections?: number;
  readonly payload?: { event_id: string; event: Record<string, unknown>; trigger_id?: string };
}

/** A Socket Mode client without any behaviour of its own: it acks only when told to. */
export interface RawClient {
  readonly ws: WebSocket;
  readonly frames: Frame[];
  /** The `at`-th frame of the type, as soon as it is there. */
  frame(type: string, at?: number): Promise<Frame>;
  ack(frame: Frame, payload?: unknown): void;
}

/** Asks for a connection and opens it. */
export async function openRaw(apiUrl: string, appToken: string): Promise<RawClient> {
  const { url } = await api(apiUrl, 'apps.connections.open', appToken);
  return openUrl(String(url));
}

export function openUrl(url: string): RawClient {
  const ws = new WebSocket(url);
  const frames: Frame[] = [];
  ws.on('message', (data) => frames.push(JSON.parse(data.toString()) as Frame));
  ws.on('error', () => {});
  return {
    ws,
    frames,
    frame: (type, at = 0) =>
      until(() => frames.filter((frame) => frame.type === type)[at], `frame ${at} of type ${type}`),
    ack: ({ envelope_id }, payload) => ws.send(JSON.stringify({ envelope_id, payload })),
  };
}

/** One Web API call with a JSON body. */
export async function api(
  apiUrl: string,
  method: string,
  token: string | null,
  args: Readonly<Record<string, unknown>> = {},
): Promise<Record<string, unknown>> {
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  return (await response.json()) as Record<string, unknown>;
}
