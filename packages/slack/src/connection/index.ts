export type { Connection } from './connection.ts';
export type { ConnectionEvents, ConnectionStatus, StopReason } from './connection-options.ts';
export { type Connector, createConnector } from './connector.ts';
export type { Envelope } from './envelope.ts';
export type { CreateSocketClient, SocketClient, SocketClientEvents } from './socket-client.ts';
