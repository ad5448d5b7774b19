export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { type TestServices, testServices } from './test-services.ts';
