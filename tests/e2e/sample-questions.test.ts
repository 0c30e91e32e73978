import { openSqliteStore } from '../../store/sqlite/index.ts';
import { sampleQuestions } from '../contracts/sample-questions.ts';

sampleQuestions('SQLite', () => openSqliteStore({ file: ':memory:' }));
