import { afterAll, describe, test, vi } from 'vitest';
import { openMongoStore } from '../../store/mongo/index.ts';
import { sampleQuestions } from '../contracts/sample-questions.ts';
import { startMongo, TEST_DATABASE } from '../support/mongo.ts';

const mongo = await startMongo();

if ('skipped' in mongo) {
  console.warn(`The sample questions are NOT played on MongoDB here: ${mongo.skipped}`);
  describe.skip(`mongo (${mongo.skipped})`, () => test('the sample questions', () => {}));
} else {
  const { uri } = mongo;
  vi.setConfig({ testTimeout: 180_000 });
  // The days' lists are changed in their hundreds at once, each of which FerretDB reads and writes one after the other.
  sampleQuestions('MongoDB', () => openMongoStore({ uri, database: `${TEST_DATABASE}e2e` }), { bundles: false });
  afterAll(() => mongo.close(), 30_000);
}
