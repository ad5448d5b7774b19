import type { Clock } from '@muster/fleet';
import type { Dispatcher } from 'undici';

/**
 * Keeps a request that is past its time from being sent at all. A timer cannot: a process that was stopped, or that
 * slept with its machine, goes on with what the network has ready (a connection that is made, one that is free
 * again) before its timers run, and would post what another process has posted meanwhile. So the time is looked at
 * in the moment before the first byte goes out; the request then fails with `late()`.
 */
export function startInTime(
  clock: Pick<Clock, 'monotonicMs'>,
  withinMs: number,
  late: () => Error,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const begunMs = clock.monotonicMs();
    return dispatch(options, {
      onRequestStart(controller, context) {
        handler.onRequestStart?.(controller, context);
        if (clock.monotonicMs() - begunMs >= withinMs) controller.abort(late());
      },
      onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
      onResponseStart: (...all) => handler.onResponseStart?.(...all),
      onResponseData: (...all) => handler.onResponseData?.(...all),
      onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
      onResponseError: (...all) => handler.onResponseError?.(...all),
    });
  };
}
