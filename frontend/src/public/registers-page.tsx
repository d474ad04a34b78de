import { useState } from 'react';
import { useText } from '../language/index.ts';
import { Card } from '../parts/card.tsx';
import { Field } from '../parts/field.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { AlgorithmsList } from './algorithms-list.tsx';
import { CanistersList } from './canisters-list.tsx';
import { DatasetsList } from './datasets-list.tsx';
import { DependenciesList } from './dependencies-list.tsx';
import { ModelsList } from './models-list.tsx';
import { OrganisationsList } from './organisations-list.tsx';
import { useSettled } from './use-settled.ts';

/** The registers that are searched here, with the list of each. */
const LISTS = {
  organisations: OrganisationsList,
  canisters: CanistersList,
  algorithms: AlgorithmsList,
  models: ModelsList,
  datasets: DatasetsList,
  dependencies: DependenciesList,
} as const;
type RegisterChoice = keyof typeof LISTS;
const CHOICES = Object.keys(LISTS) as RegisterChoice[];

/** Searches every register of the nation, without signing in. */
export function RegistersPage() {
  const text = useText('public');
  const [register, setRegister] = useState<RegisterChoice>('organisations');
  const [words, setWords] = useState('');
  const searched = useSettled(words.trim());
  const List = LISTS[register];
  return (
    <>
      <PageHeading title={text('registers.title')} lead={text('registers.lead')} />
      <Card>
        <form role="search" onSubmit={(event) => event.preventDefault()}>
          <Field label={text('registers.which')}>
            {(control) => (
              <select
                {...control}
                value={register}
                onChange={(event) => setRegister(event.target.value as RegisterChoice)}
              >
                {CHOICES.map((name) => (
                  <option key={name} value={name}>
                    {text(`register.${name}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {register !== 'canisters' && (
            <Field label={text('registers.words')} hint={text('registers.wordsHint')}>
              {(control) => (
                <input
                  {...control}
                  type="search"
                  dir="auto"
                  maxLength={100}
                  value={words}
                  onChange={(event) => setWords(event.target.value)}
                />
              )}
            </Field>
          )}
        </form>
        <p>{text(`register.means.${register}`)}</p>
        <List words={searched} />
      </Card>
    </>
  );
}
