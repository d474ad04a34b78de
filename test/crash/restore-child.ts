import { restoreBackup } from '@indus/subnet';

/** Restores a backup in a process of its own, to be killed: `restore-child.ts FILE DIRECTORY`. */
const [file, directory] = process.argv.slice(2);
if (file === undefined || directory === undefined) throw new Error('expected a file and a directory');
process.stdout.write('begins\n');
await restoreBackup(file, directory);
