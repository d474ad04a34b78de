import { PairMerger } from './pair-merger';
import { Vocabulary } from './vocabulary';

/** Merges as SentencePiece does: a pair merges when its letters are a token, and the token's score is the rank. */
export class ScoreMerger extends PairMerger {
  constructor(private vocabulary: Vocabulary) {
    super();
  }

  protected findPair(start: usize, leftLength: i32, left: i32, rightLength: i32, right: i32): bool {
    this.foundToken = this.vocabulary.find(start, leftLength + rightLength);
    if (this.foundToken < 0) return false;
    this.foundRank = this.vocabulary.score(this.foundToken);
    return true;
  }
}
