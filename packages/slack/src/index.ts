export { type CallResult, type Failure, isAppTokenRefused, readFailure } from './errors.ts';
