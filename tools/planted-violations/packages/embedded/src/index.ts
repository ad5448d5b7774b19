export { startGateway } from '../../../apps/gateway/src/app.ts';
