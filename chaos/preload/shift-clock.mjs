// Loaded into one process of `npm run chaos`: its clock is an hour ahead from the start, and jumps two hours back
// after two seconds.
const HOUR_MS = 3_600_000;
const RealDate = Date;
let shift = HOUR_MS;
setTimeout(() => (shift = -HOUR_MS), 2000).unref();

globalThis.Date = class extends RealDate {
  constructor(...values) {
    if (values.length === 0) super(RealDate.now() + shift);
    else super(...values);
  }

  static now() {
    return RealDate.now() + shift;
  }
};
