/**
 * Runs a build as for production, whatever the process around it is for: Vite and React read the variable NODE_ENV, and a test
 * would build a page for developers, three times as large.
 */
export async function inProduction<T>(build: () => Promise<T>): Promise<T> {
  const { NODE_ENV: before } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    return await build();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
