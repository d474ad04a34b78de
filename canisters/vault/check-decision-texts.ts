import { caseOf } from '@indus/kit/variant';
import { checkList, checkText } from './check-text.ts';
import type { Factor } from './decision.ts';
import {
  DECISION_REASONS_CHARACTERS_MAX,
  DECISION_REASONS_CHARACTERS_MIN,
  FACTOR_NAME_CHARACTERS_MAX,
  FACTOR_WORDS_CHARACTERS_MAX,
  FACTORS_MAX,
  REASON_CHARACTERS_MAX,
} from './limits.ts';
import type { IssueDecision } from './ministry-requests.ts';
import { refuseInvalid } from './refuse.ts';

/**
 * Holds what a decision tells the person against its bounds. Where an algorithm took part there are factors: what a person
 * cannot be told cannot decide about her.
 * Errors: Invalid with the field.
 */
export function checkDecisionTexts(request: IssueDecision): void {
  checkText('outcome', request.outcome, 1, REASON_CHARACTERS_MAX);
  checkText('reasons', request.reasons, DECISION_REASONS_CHARACTERS_MIN, DECISION_REASONS_CHARACTERS_MAX);
  for (const text of request.counterfactual) checkText('counterfactual', text, 1, REASON_CHARACTERS_MAX);
  const min = request.algorithm.length > 0 ? 1 : 0;
  checkList(
    'factors',
    request.factors.map(({ name }) => name),
    min,
    FACTORS_MAX,
  );
  for (const factor of request.factors) checkFactor(factor);
}

function checkFactor({ name, value, contribution, words }: Factor): void {
  checkText('factors.name', name, 1, FACTOR_NAME_CHARACTERS_MAX);
  checkText('factors.value', value, 1, FACTOR_WORDS_CHARACTERS_MAX);
  if (!Number.isFinite(contribution)) refuseInvalid('factors.contribution', 'expected a finite number');
  checkList(
    'factors.words',
    words.map(({ language }) => caseOf(language)),
    1,
    5,
  );
  for (const said of words) checkText('factors.words', said.words, 1, FACTOR_WORDS_CHARACTERS_MAX);
}
