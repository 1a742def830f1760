/** One of the six fields of AWS's cron: what it takes beside `,`, `-` and numbers. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names that stand for numbers, the first one for `least`. */
  readonly names?: readonly string[];
  /** Whether `?` may stand here. */
  readonly canBeOpen?: true;
  /** Further forms: the last day, the nearest weekday, the second Tuesday. */
  readonly special?: RegExp;
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

/** EventBridge Scheduler user guide, "Schedule types": cron-based schedules. */
const FIELDS: readonly Field[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31, canBeOpen: true, special: /^(L|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  {
    name: 'day of week',
    least: 1,
    most: 7,
    names: DAYS,
    canBeOpen: true,
    special: /^(([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)?L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/,
  },
  { name: 'year', least: 1970, most: 2199 },
];

/** The most days that each month has. */
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const RATE = /^rate\((\d+) (minute|hour|day)(s?)\)$/;
const CRON = /^cron\((.*)\)$/;

/**
 * What is wrong with a schedule that repeats, as "expected …, found …", or null when AWS takes it: Terraform hands it on
 * unread, so that AWS would refuse it in the middle of a deployment.
 *
 * @example scheduleProblem('rate(1 days)') // 'expected "rate(1 day)", found "rate(1 days)"'
 */
export function scheduleProblem(expression: string): string | null {
  const fields = CRON.exec(expression)?.[1];
  return fields === undefined ? rateProblem(expression) : cronProblem(fields.split(/\s+/), expression);
}

function rateProblem(expression: string): string | null {
  const [, count, unit, plural] = RATE.exec(expression) ?? [];
  if (count === undefined)
    return `expected "cron(…)" of six fields or "rate(…)" such as "rate(7 days)", found "${expression}"`;
  const value = Number(count);
  if (value < 1) return `expected a rate of 1 ${unit} or more, found "${expression}"`;
  const right = `rate(${value} ${unit}${value === 1 ? '' : 's'})`;
  return `rate(${count} ${unit}${plural})` === right ? null : `expected "${right}", found "${expression}"`;
}

function cronProblem(texts: readonly string[], expression: string): string | null {
  if (texts.length !== FIELDS.length)
    return `expected six fields (${FIELDS.map(({ name }) => name).join(', ')}), found ${texts.length} in "${expression}"`;
  const [, , dayOfMonth, , dayOfWeek] = texts;
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    return `expected "?" for either the day of month or the day of week, found "${dayOfMonth}" and "${dayOfWeek}" in "${expression}"`;
  const wrong = FIELDS.findIndex((field, i) => !fits(field, texts[i]!));
  if (wrong < 0) return dayProblem(texts[2]!, texts[3]!, expression);
  const { name, least, most } = FIELDS[wrong]!;
  return `expected ${name} of ${least} to ${most}, found "${texts[wrong]}" in "${expression}"`;
}

/** A day that none of the months has, as 30 February: AWS takes it, and nothing ever begins. */
function dayProblem(days: string, months: string, expression: string): string | null {
  const first = Math.min(...days.split(',').map((part) => (part.startsWith('*') ? 1 : parseInt(part, 10))));
  const last = Math.max(...valuesOf(FIELDS[3]!, months).map((month) => LONGEST[month - 1]!));
  // NaN where no day is numbered: "?", or the last day of a month.
  return first > last
    ? `expected a day that a month of "${months}" has, found "${days}" in "${expression}"`
    : null;
}

/** The numbers that a field without special forms stands for. */
function valuesOf(field: Field, text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [range, step] = part.split('/') as [string, string?];
    const [from, to] =
      range === '*' ? [field.least, field.most] : range.split('-').map((end) => numberOf(field, end)!);
    const last = to ?? (step === undefined ? from! : field.most);
    const values = Array.from({ length: last - from! + 1 }, (_, i) => from! + i);
    return values.filter((value) => (value - from!) % Number(step ?? 1) === 0);
  });
}

function fits(field: Field, text: string): boolean {
  if (text === '?') return field.canBeOpen === true;
  if (field.special?.test(text)) return true;
  return text.split(',').every((part) => fitsPart(field, part));
}

/** A number, a name, a range or `*`, each with a step at most. */
function fitsPart(field: Field, part: string): boolean {
  const [range, step, ...more] = part.split('/') as [string, string?, ...string[]];
  if (more.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
  if (range === '*') return true;
  const [from, to, ...rest] = range.split('-').map((text) => numberOf(field, text));
  if (rest.length > 0 || from === null || from === undefined || to === null) return false;
  return to === undefined || from <= to;
}

function numberOf({ least, most, names = [] }: Field, text: string): number | null {
  const named = names.indexOf(text);
  if (named >= 0) return least + named;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}
