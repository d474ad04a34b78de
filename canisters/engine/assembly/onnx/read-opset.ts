import { RefusalCode, refuse } from '../core/refusal';
import { Wire } from './wire';

/** Newest operator set of ai.onnx whose text the engine follows. Source: onnx, docs/Versioning. */
export const OPSET_MAX: i32 = 28;

/** Notes the version that a model or function imports of an operator set. False: refused. Source: onnx.proto, OperatorSetIdProto. */
export function readOpset(wire: Wire, opsets: Map<string, i32>): bool {
  let domain = '';
  let version: i64 = 0;
  while (wire.next()) {
    if (wire.field == 1) domain = wire.text();
    else if (wire.field == 2) version = wire.int();
    else wire.skip();
  }
  if (!wire.isSound) return false;
  if (domain == 'ai.onnx') domain = '';
  if (version < 1 || version > <i64>i32.MAX_VALUE)
    return refuse(RefusalCode.MALFORMED, 'an operator set has no valid version');
  if (domain == '' && version > OPSET_MAX) {
    return refuse(
      RefusalCode.UNSUPPORTED,
      'opset ' + version.toString() + ' is newer than ' + OPSET_MAX.toString(),
    );
  }
  opsets.set(domain, <i32>version);
  return true;
}
