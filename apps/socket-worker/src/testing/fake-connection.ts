import type { ConnectionEvents, ConnectionStatus } from '@muster/slack/connection';

/** A connection that says what the test tells it to. */
export class FakeConnection {
  readonly events: ConnectionEvents;
  readonly appToken: string;
  isClosed = false;
  retries = 0;
  finish: () => void = () => undefined;

  constructor(slot: ConnectionEvents & { appToken: string }) {
    this.events = slot;
    this.appToken = slot.appToken;
  }

  tell(status: ConnectionStatus) {
    this.events.onStatus(status);
  }

  retry() {
    this.retries++;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return new Promise((resolve) => {
      this.finish = resolve;
    });
  }
}
