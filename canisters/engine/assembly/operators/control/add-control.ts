import { addConcatFromSequence } from './concat-from-sequence';
import { addConstant } from './constant';
import { addIdentity } from './identity';
import { addIf } from './if';
import { addLoop } from './loop';
import { addOptional } from './optional';
import { addScan } from './scan';
import { addSequenceEdit } from './sequence-edit';
import { addSequenceMap } from './sequence-map';
import { addSequenceRead } from './sequence-read';
import { addSplitToSequence } from './split-to-sequence';

/** Constants, control flow, sequences and optional values. */
export function addControl(): void {
  addConstant();
  addIdentity();
  addIf();
  addLoop();
  addScan();
  addSequenceEdit();
  addSequenceRead();
  addSequenceMap();
  addSplitToSequence();
  addConcatFromSequence();
  addOptional();
}
