import type { Page } from 'playwright-core';

/** Whether words stand anywhere in what the portal keeps in its database on a device; bytes are read as characters. */
export function isKept(page: Page, words: string): Promise<boolean> {
  return page.evaluate(`(async () => {
    const answered = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const plain = (_, value) => {
      if (typeof value === 'bigint') return value.toString();
      return ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value) : value;
    };
    const database = await answered(indexedDB.open('indus-portal'));
    const kept = [];
    for (const name of database.objectStoreNames) {
      kept.push(await answered(database.transaction(name).objectStore(name).getAll()));
    }
    database.close();
    return JSON.stringify(kept, plain).includes(${JSON.stringify(words)});
  })()`);
}
