// Who keeps pages that nothing is in, and gives them up before anybody is refused.

import { Listeners } from './listeners.ts';

/** Those on one space who keep spare pages. */
export class Relief {
  private readonly keepers = new Listeners<[], boolean>();
  private isAsking = false;

  add(giveUp: () => boolean): () => void {
    return this.keepers.add(giveUp);
  }

  /**
   * Asks all; whether there may be pages now. What one of them throws is its own affair: whoever
   * asks for pages is not to blame, and gets those of the others. One who is asked and asks in turn
   * gets none.
   */
  ask(): boolean {
    if (this.isAsking) return false;
    this.isAsking = true;
    try {
      const { answers, thrown } = this.keepers.callAll();
      return answers.includes(true) || thrown.length > 0;
    } finally {
      this.isAsking = false;
    }
  }
}
