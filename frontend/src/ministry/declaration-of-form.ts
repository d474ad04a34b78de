import { fromHex, type Principal, type registry } from '@indus/client';
import { principalOf } from '../names/principal-of.ts';

/** What is entered to put a canister on record. */
export interface CanisterForm {
  readonly canister: string;
  readonly repository: string;
  readonly commit: string;
  readonly module: string;
  readonly recipe: string;
  readonly sha256: string;
  /** Principals, apart by white space. */
  readonly controllers: string;
}

/** The field that is not right. */
export type CanisterFault = keyof CanisterForm;

/** A canister with what is declared of it. */
export interface Declared {
  readonly canister: Principal;
  readonly declaration: registry.CanisterDeclaration;
}

const CONTROLLERS_MAX = 10;
const HASH_BYTES = 32;

/** The declaration as the registry takes it, or the first field that is not right. Source: canisters/registry/registry.did. */
export function declarationOfForm(form: CanisterForm): Declared | CanisterFault {
  const canister = principalOf(form.canister);
  const sha256 = fromHex(form.sha256.trim().toLowerCase());
  const names = form.controllers.split(/\s+/).filter((name) => name !== '');
  const controllers = names.flatMap((name) => principalOf(name) ?? []);
  const [repository, commit] = [form.repository.trim(), form.commit.trim().toLowerCase()];
  const [module, recipe] = [form.module.trim(), form.recipe.trim()];
  if (!canister) return 'canister';
  if (!/^https:\/\/\S{1,192}$/.test(repository)) return 'repository';
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return 'commit';
  if (!/^[a-z0-9_.-]{1,64}$/.test(module)) return 'module';
  if (recipe === '' || recipe.length > 1_000) return 'recipe';
  if (sha256?.length !== HASH_BYTES) return 'sha256';
  const isList = controllers.length === names.length && names.length >= 1 && names.length <= CONTROLLERS_MAX;
  if (!isList) return 'controllers';
  return {
    canister,
    declaration: {
      source: { repository, commit, module },
      recipe,
      expected_sha256: sha256,
      controllers,
      critical: false,
    },
  };
}
