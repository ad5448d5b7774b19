export { authorizeUrl } from './authorize-url.ts';
export { BOT_EVENTS, BOT_SCOPES, newAppUrlAt, type SlackAppManifest, slackAppManifest } from './manifest.ts';
export {
  type ClientCheck,
  createSlackOAuth,
  type ExchangeResult,
  type Grant,
  type SlackOAuth,
} from './slack-oauth.ts';
