import type { App } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import type { Call } from './method.ts';

/** The app that shows its id and secret, in the arguments or as HTTP Basic credentials. */
export function clientOf({ slack, args }: Call): App {
  const clientId = textArg(args, 'client_id');
  const app = [...slack.keeper.world.apps.values()].find((one) => one.clientId === clientId);
  if (!app) throw new ApiError('invalid_client_id');
  if (textArg(args, 'client_secret') !== app.clientSecret) throw new ApiError('bad_client_secret');
  return app;
}
