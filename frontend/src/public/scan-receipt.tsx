import type { Receipt } from '@indus/client';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../language/index.ts';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';
import { Notice } from '../parts/notice.tsx';
import { Progress } from '../parts/progress.tsx';
import { joinReceiptParts, readReceiptPart, type ReceiptPart } from '../receipts/receipt-parts.ts';
import { codeInPicture, pictureOfFile } from './code-in-picture.ts';
import styles from './scan-receipt.module.css';

/** How often a picture of the camera is looked at. Units: milliseconds. */
const LOOK_MS = 200;

/** Reads the codes of a receipt with the camera, or from pictures of them, in any order. */
export function ScanReceipt({ onFound }: { readonly onFound: (receipt: Receipt) => void }) {
  const text = useText('public');
  const [parts, setParts] = useState<readonly ReceiptPart[]>([]);
  const [isWrong, setIsWrong] = useState(false);
  const take = async (code: Uint8Array | undefined): Promise<void> => {
    if (!code) return;
    try {
      const part = readReceiptPart(code);
      const others = parts.filter(({ id, at }) => id === part.id && at !== part.at);
      const all = [...others, part];
      setParts(all);
      setIsWrong(false);
      const receipt = await joinReceiptParts(all);
      if (receipt) onFound(receipt);
    } catch {
      setIsWrong(true);
    }
  };
  const takeFiles = async (files: FileList | null): Promise<void> => {
    const codes = await Promise.all(
      [...(files ?? [])].map(async (file) => codeInPicture(await pictureOfFile(file))),
    );
    try {
      const found = codes.flatMap((code) => (code ? [readReceiptPart(code)] : []));
      setParts(found);
      const receipt = await joinReceiptParts(found);
      setIsWrong(found.length === 0);
      if (receipt) onFound(receipt);
    } catch {
      setIsWrong(true);
    }
  };
  const [first] = parts;
  return (
    <div className={styles['scan']}>
      <Camera onCode={(code) => void take(code)} />
      {first && (
        <Progress
          label={text('scan.parts', { done: parts.length, total: first.total })}
          done={parts.length}
          total={first.total}
        />
      )}
      <Field label={text('scan.pictures')} error={isWrong && text('scan.wrong')}>
        {(control) => (
          <FileInput control={control} accept="image/*" multiple onFiles={(files) => void takeFiles(files)} />
        )}
      </Field>
    </div>
  );
}

function Camera({ onCode }: { readonly onCode: (code: Uint8Array | undefined) => void }) {
  const text = useText('public');
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  const [state, setState] = useState<'asking' | 'on' | 'none'>('asking');
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let left = false;
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const element = video.current;
      if (left || !element) return stop();
      element.srcObject = stream;
      await element.play();
      setState('on');
      timer = setInterval(() => latest.current(codeInPicture(pictureOfVideo(element))), LOOK_MS);
    };
    const stop = (): void => {
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    start().catch(() => setState('none'));
    return () => {
      left = true;
      stop();
    };
  }, []);
  return (
    <>
      {state === 'none' && <Notice kind="warn">{text('scan.noCamera')}</Notice>}
      <video ref={video} muted playsInline hidden={state !== 'on'} aria-label={text('scan.camera')} />
    </>
  );
}

function pictureOfVideo(video: HTMLVideoElement): ImageData | undefined {
  if (video.videoWidth === 0) return undefined;
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(video, 0, 0);
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}
