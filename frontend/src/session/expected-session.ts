const NAME = 'indus.signed-in';

/** Whether this device is likely to hold a session: a hint that saves those who never signed in the client's weight. */
export function isSessionExpected(): boolean {
  try {
    return localStorage.getItem(NAME) === 'yes';
  } catch {
    return false;
  }
}

/** Notes whether there is one. */
export function expectSession(expected: boolean): void {
  try {
    if (expected) localStorage.setItem(NAME, 'yes');
    else localStorage.removeItem(NAME);
  } catch {
    // A browser that keeps nothing looks at every visit whether somebody is signed in.
  }
}
