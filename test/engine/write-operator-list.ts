import { writeFile } from 'node:fs/promises';
import { PAGE, pageWithList } from './operator-list.ts';

const { page, wanted } = await pageWithList();
if (page !== wanted) await writeFile(PAGE, wanted);
process.stdout.write(`${PAGE} ${page === wanted ? 'is up to date' : 'was written'}\n`);
