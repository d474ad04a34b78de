import { sha256 } from '@noble/hashes/sha2';
import { askEngine, type Engine } from './engine.ts';

/** A model's file and the name that it gets. */
export interface ModelFile {
  readonly name: string;
  readonly version: string;
  readonly format: 'onnx' | 'gguf';
  readonly bytes: Uint8Array;
  /** Told before each chunk, and at the end. Units: bytes. */
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void;
}

/**
 * Brings a file to an engine, chunk by chunk; what an interrupted upload of the same file brought is not sent again. The file is
 * stored and its hash checked; it answers nothing before it is loaded.
 * Errors: EngineRefused (`Conflict` when the version is taken, `Malformed` when the file changed on its way), CallFailed, ProofInvalid.
 */
export async function uploadModel(engine: Engine, file: ModelFile): Promise<void> {
  const { bytes, onProgress } = file;
  const { service } = engine;
  const begin = {
    name: file.name,
    version: file.version,
    format: file.format === 'onnx' ? { onnx: null } : { gguf: null },
    size: BigInt(bytes.length),
    sha256: sha256(bytes),
  };
  const upload = await askEngine('begin_upload', () => service.begin_upload(begin));
  const chunkBytes = Number(upload.chunk_bytes_max);
  for (let offset = Number(upload.next_offset); offset < bytes.length;) {
    onProgress?.(offset, bytes.length);
    const chunk = bytes.subarray(offset, offset + chunkBytes);
    const { next_offset } = await askEngine('put_chunk', () =>
      service.put_chunk({ upload: upload.upload, offset: BigInt(offset), bytes: chunk }),
    );
    offset = Number(next_offset);
  }
  onProgress?.(bytes.length, bytes.length);
  await askEngine('finish_upload', () => service.finish_upload({ upload: upload.upload }));
}
