import { query, update } from 'azle';
import { serveRead, serveWrite, theRegistry } from '../door.ts';
import { METHODS } from '../methods.ts';
import { Algorithm } from './algorithm.ts';
import { Dataset } from './dataset.ts';
import { Dependency } from './dependency.ts';
import { HttpRequest, HttpResponse, serveHttp } from './http-request.ts';
import { Model } from './model.ts';
import { Outcomes } from './outcomes.ts';
import { endDependency, putDependency } from './put-dependency.ts';
import {
  explainSovereignty,
  listStages,
  productionAt,
  readDocument,
  readOutcomes,
  readRegister,
  searchRegister,
} from './read-register.ts';
import {
  publishAlgorithm,
  registerAlgorithm,
  retireAlgorithm,
  reviewAlgorithm,
} from './register-algorithm.ts';
import { registerDataset } from './register-dataset.ts';
import { registerModel } from './register-model.ts';
import { reportOutcomes } from './report-outcomes.ts';
import { rollBackModel, setStage } from './set-stage.ts';
import { withdrawDataset } from './withdraw-dataset.ts';

const MANUAL = { manual: true } as const;

/** The methods that change a register. */
export class RegisterWrites {
  @update(METHODS.register_dataset.args, METHODS.register_dataset.result, MANUAL)
  register_dataset(): void {
    serveWrite(METHODS.register_dataset, Dataset, registerDataset);
  }

  @update(METHODS.withdraw_dataset.args, METHODS.withdraw_dataset.result, MANUAL)
  withdraw_dataset(): void {
    serveWrite(METHODS.withdraw_dataset, Dataset, withdrawDataset);
  }

  @update(METHODS.register_model.args, METHODS.register_model.result, MANUAL)
  register_model(): void {
    serveWrite(METHODS.register_model, Model, registerModel);
  }

  @update(METHODS.set_stage.args, METHODS.set_stage.result, MANUAL)
  set_stage(): void {
    serveWrite(METHODS.set_stage, Model, setStage);
  }

  @update(METHODS.roll_back_model.args, METHODS.roll_back_model.result, MANUAL)
  roll_back_model(): void {
    serveWrite(METHODS.roll_back_model, Model, rollBackModel);
  }

  @update(METHODS.register_algorithm.args, METHODS.register_algorithm.result, MANUAL)
  register_algorithm(): void {
    serveWrite(METHODS.register_algorithm, Algorithm, registerAlgorithm);
  }

  @update(METHODS.publish_algorithm.args, METHODS.publish_algorithm.result, MANUAL)
  publish_algorithm(): void {
    serveWrite(METHODS.publish_algorithm, Algorithm, publishAlgorithm);
  }

  @update(METHODS.review_algorithm.args, METHODS.review_algorithm.result, MANUAL)
  review_algorithm(): void {
    serveWrite(METHODS.review_algorithm, Algorithm, reviewAlgorithm);
  }

  @update(METHODS.retire_algorithm.args, METHODS.retire_algorithm.result, MANUAL)
  retire_algorithm(): void {
    serveWrite(METHODS.retire_algorithm, Algorithm, retireAlgorithm);
  }

  @update(METHODS.put_dependency.args, METHODS.put_dependency.result, MANUAL)
  put_dependency(): void {
    serveWrite(METHODS.put_dependency, Dependency, putDependency);
  }

  @update(METHODS.end_dependency.args, METHODS.end_dependency.result, MANUAL)
  end_dependency(): void {
    serveWrite(METHODS.end_dependency, Dependency, endDependency);
  }

  @update(METHODS.report_outcomes.args, METHODS.report_outcomes.result, MANUAL)
  report_outcomes(): void {
    serveWrite(METHODS.report_outcomes, Outcomes, reportOutcomes);
  }
}

/** The methods by which everyone may ask a register. */
export class RegisterReads {
  @query(METHODS.read_register.args, METHODS.read_register.result, MANUAL)
  read_register(): void {
    serveRead(METHODS.read_register, readRegister);
  }

  @query(METHODS.search_register.args, METHODS.search_register.result, MANUAL)
  search_register(): void {
    serveRead(METHODS.search_register, searchRegister);
  }

  @query(METHODS.production_at.args, METHODS.production_at.result, MANUAL)
  production_at(): void {
    serveRead(METHODS.production_at, productionAt);
  }

  @query(METHODS.list_stages.args, METHODS.list_stages.result, MANUAL)
  list_stages(): void {
    serveRead(METHODS.list_stages, listStages);
  }

  @query(METHODS.read_outcomes.args, METHODS.read_outcomes.result, MANUAL)
  read_outcomes(): void {
    serveRead(METHODS.read_outcomes, readOutcomes);
  }

  @query(METHODS.explain_sovereignty.args, METHODS.explain_sovereignty.result, MANUAL)
  explain_sovereignty(): void {
    serveRead(METHODS.explain_sovereignty, explainSovereignty);
  }

  @query(METHODS.read_document.args, METHODS.read_document.result, MANUAL)
  read_document(): void {
    serveRead(METHODS.read_document, readDocument);
  }

  @query([HttpRequest], HttpResponse, MANUAL)
  http_request(): void {
    serveHttp(theRegistry());
  }
}
