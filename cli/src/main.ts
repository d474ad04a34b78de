import { Command } from 'commander';
import { addBackup } from './commands/backup.ts';
import { addBuild } from './commands/build.ts';
import { addDeploy } from './commands/deploy.ts';
import { addDoctor } from './commands/doctor.ts';
import { addModel } from './commands/model.ts';
import { addRestore } from './commands/restore.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';

const program = new Command('indus')
  .description('A sovereign cloud in TypeScript on the Internet Computer')
  .showHelpAfterError();
addStart(program);
addBuild(program);
addDeploy(program);
addStatus(program);
addModel(program);
addBackup(program);
addRestore(program);
addDoctor(program);
await program.parseAsync();
