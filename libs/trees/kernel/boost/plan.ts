/**
 * Where host and kernel meet: byte offsets of the plan, a block of words at `PLAN`, and shapes of the records that its
 * addresses point to. Plain constants, so that AssemblyScript and TypeScript both read this file.
 */
export const PLAN = 4096;
export const PLAN_BYTES = 1024;

// How threads meet; each busy word has a cache line of its own.
export const ARRIVED = 0;
export const GENERATION = 64;
export const TASK = 128;
/** Not 0 once the training is to end: the host or thread 0 sets it between rounds. */
export const STOP = 192;
/** Not 0 once a thread has failed, so that nobody waits for it. */
export const FAILED = 196;

// Rows.
export const ROWS = 256;
export const COLUMNS = 260;
/** Columns as they lie in memory: exclusive ones share one. */
export const STORED = 264;
/** Raw values of the columns `[BIN_BEGIN, BIN_END)`, one column after another. */
export const VALUES = 268;
export const BIN_BEGIN = 272;
export const BIN_END = 276;
export const LABELS = 280;
/** Weights, or 0 for none. */
export const WEIGHTS = 284;
export const MARGINS = 288;
/** One packed i64 a row: gradient above, hessian below. */
export const GRADIENTS = 292;
/** g and h of each row as floats, before they are scaled; they may lie where the lists do, which come after them. */
export const RAW_G = 296;
export const RAW_H = 300;
/** Two lists of row numbers: a level reads one and writes the other. */
export const LIST_A = 304;
export const LIST_B = 308;
/** Codes of the columns, `ROWS` bytes each; addresses of those of the stored columns. */
export const CODES = 312;
export const STORED_CODES = 316;
/** Eight codes a row, `ROWS` words a block of stored columns. */
export const BLOCK_CODES = 320;
export const BLOCKS = 324;
/** `BLOCK_BYTES` a block. */
export const BLOCK_TABLE = 328;
/** `COLUMN_BYTES` a column. */
export const COLUMN_TABLE = 332;
/** Columns ordered by the stored column that holds them, and where each stored column's share starts. */
export const MEMBERS = 336;
export const MEMBER_START = 340;
/** `MAX_BINS` floats a column. */
export const EDGES = 344;
export const MAX_BINS = 348;
/** `ROWS` × 8 bytes a thread, twice that with weights. */
export const SORT_SPACE = 352;
/** Sums of |g| and h of each `SUM_ROWS` rows, two f64 a block. */
export const SUMS = 356;

// Growth.
export const OBJECTIVE = 384;
export const MAX_DEPTH = 388;
export const NODES = 392;
export const NODE_COUNT = 396;
export const HISTOGRAMS = 400;
/** Histograms that there is room for. */
export const SLOTS = 404;
/** Begin and end of each node's rows, two words a node and thread. */
export const SEGMENTS = 408;
export const MAX_NODES = 412;
/** `SPLIT_BYTES` a node of the level and block. */
export const SPLITS = 416;
/** Where each code of a node's stored column goes, 256 bytes a node: 1 left. */
export const GOES = 420;
/** Eight words of categories that go right, a node. */
export const CATEGORIES = 424;
/** One block's histograms a thread. */
export const SCRATCH = 428;
export const LEVEL_BEGIN = 432;
export const LEVEL_END = 436;
/** 1 while the larger child is its parent less the smaller one. */
export const SUBTRACTS = 440;
export const HAS_MONOTONE = 444;
export const ROUND = 448;
export const SEED = 452;
export const ONE_HOT_CATEGORIES = 456;
/** Histograms that nobody holds, and how many. */
export const FREE_SLOTS = 460;
export const FREE_COUNT = 464;

// Reals.
export const LAMBDA = 512;
export const ALPHA = 520;
export const GAMMA = 528;
export const MIN_CHILD_WEIGHT = 536;
export const MAX_DELTA_STEP = 544;
export const LEARNING_RATE = 552;
export const ROW_SAMPLE = 560;
export const TWEEDIE_POWER = 568;
/** What a unit of the packed sums stands for. */
export const UNIT_G = 576;
export const UNIT_H = 584;

// Rows that decide when to stop.
export const TUNE_ROWS = 640;
/** Raw values of the same columns as `VALUES`. */
export const TUNE_VALUES = 644;
export const TUNE_LABELS = 656;
export const TUNE_WEIGHTS = 660;
export const TUNE_MARGINS = 664;
export const TUNE_CODES = 668;
/** Loss and weight of each `SUM_ROWS` rows, two f64 a block. */
export const TUNE_SUMS = 672;

/** Rows added up one after another, whichever thread does it. */
export const SUM_ROWS = 1024;

export const SQUARED_ERROR = 0;
export const LOGISTIC = 1;
export const TWEEDIE = 2;
export const POISSON = 3;

export const COLUMN_BYTES = 64;
/** Bins of values; the code after them stands for missing. */
export const COLUMN_BINS = 0;
export const COLUMN_HAS_MISSING = 4;
export const COLUMN_STORED = 8;
/** What is added to a code where a stored column holds it. */
export const COLUMN_OFFSET = 12;
/** The code that takes no room in a bundle, −1 for a column on its own. */
export const COLUMN_IMPLIED = 16;
export const COLUMN_CATEGORICAL = 20;
export const COLUMN_MONOTONE = 24;
/** 1 where this tree may ask for it. */
export const COLUMN_ACTIVE = 28;
/** 0 nothing, 1 an infinity, 2 no category code. */
export const COLUMN_FAULT = 32;
export const COLUMN_FAULT_ROW = 36;
/** A category's code that never goes right: what no row to learn from has. */
export const COLUMN_REST = 40;

export const BLOCK_BYTES = 16;
/** First stored column of the block, and how many. */
export const BLOCK_FIRST = 0;
export const BLOCK_SIZE = 4;

export const NODE_BYTES = 128;
/** Left child, −1 at a leaf; the right one is next. */
export const NODE_LEFT = 0;
export const NODE_COLUMN = 4;
/** Last code that goes left. */
export const NODE_CODE = 8;
export const NODE_DEFAULT_LEFT = 12;
export const NODE_GAIN = 16;
/** Packed sums of its rows. */
export const NODE_SUM = 24;
export const NODE_LOWER = 40;
export const NODE_UPPER = 48;
export const NODE_WEIGHT = 56;
/** Leaf value in float32: weight × learning rate. */
export const NODE_VALUE = 64;
export const NODE_ROWS = 68;
export const NODE_SLOT = 72;
/** 1 where the split is by categories. */
export const NODE_BY_CATEGORY = 76;
export const NODE_DEPTH = 80;

export const SPLIT_BYTES = 80;
export const SPLIT_GAIN = 0;
/** Packed sums of the rows that go left. */
export const SPLIT_LEFT = 8;
export const SPLIT_COLUMN = 24;
export const SPLIT_CODE = 28;
/** Bit 0: missing goes left. From bit 1: 0 by value, 1 one category right, 2 sorted upwards, 3 sorted downwards. */
export const SPLIT_KIND = 32;
/** Eight words: the categories that go right. */
export const SPLIT_CATEGORIES = 40;

export const SCRATCH_BYTES = 65536;
