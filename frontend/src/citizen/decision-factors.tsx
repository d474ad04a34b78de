import type { vault } from '@indus/client';
import { TRAITS, useFormats, useLanguage, useText } from '../language/index.ts';
import { Card } from '../parts/card.tsx';
import styles from './decision-factors.module.css';

/** What weighed how much in a decision, the heaviest first, and what would have changed it. */
export function DecisionFactors({ decision }: { readonly decision: vault.Decision }) {
  const text = useText('citizen');
  const [counterfactual] = decision.counterfactual;
  if (decision.factors.length === 0 && !counterfactual) return null;
  const factors = decision.factors.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const heaviest = Math.max(...factors.map(({ contribution }) => Math.abs(contribution)), Number.MIN_VALUE);
  return (
    <Card title={text('factors.title')}>
      <p>{text('factors.lead')}</p>
      <ol className={styles['factors']}>
        {factors.map((factor) => (
          <FactorLine key={factor.name} factor={factor} share={factor.contribution / heaviest} />
        ))}
      </ol>
      {counterfactual && (
        <>
          <h3>{text('factors.counterfactual')}</h3>
          <p dir="auto">{counterfactual}</p>
        </>
      )}
    </Card>
  );
}

function FactorLine({ factor, share }: { readonly factor: vault.Factor; readonly share: number }) {
  const text = useText('citizen');
  const formats = useFormats();
  const { registryName } = TRAITS[useLanguage()];
  const words = factor.words.find(({ language }) => registryName in language) ?? factor.words[0];
  const raises = factor.contribution >= 0;
  return (
    <li>
      <p dir="auto" className={styles['words']}>
        {words?.words ?? factor.name}
      </p>
      <p className={styles['value']}>
        <bdi>{factor.value}</bdi> —{' '}
        {text(raises ? 'factors.raises' : 'factors.lowers', {
          weight: formats.number(Math.abs(factor.contribution), { maximumSignificantDigits: 3 }),
        })}
      </p>
      <meter
        className={raises ? styles['raises'] : styles['lowers']}
        min={0}
        max={1}
        value={Math.abs(share)}
        aria-hidden="true"
      />
    </li>
  );
}
