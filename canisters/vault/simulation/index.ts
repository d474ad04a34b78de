export { runSchedule } from './run-schedule.ts';
export type { LogMoment, ScheduleOptions, ScheduleResult, VerifyConsistency } from './run-schedule.ts';
export { InvariantBroken } from './world.ts';
