import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./infra/runtime/swc.json', import.meta.url), 'utf8'));

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/data/'],
  modulePathIgnorePatterns: ['<rootDir>/data/', '<rootDir>/console/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  setupFiles: ['reflect-metadata', '<rootDir>/infra/runtime/fast-check-seed.mjs'],
  globalSetup: '<rootDir>/infra/database/test/postgres.mjs',
  globalTeardown: '<rootDir>/infra/database/test/stop-postgres.mjs',
  reporters: ['default', '<rootDir>/infra/runtime/count-reporter.mjs'],
  testTimeout: 300_000,
  maxWorkers: 2,
};
