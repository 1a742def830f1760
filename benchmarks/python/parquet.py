"""Reads a Parquet file into one matrix of floats, and writes it again.

    python parquet.py IN.parquet OUT.parquet REPEATS
"""

import json
import os
import sys
import time

import numpy as np
import pyarrow.parquet as pq

source, target, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
read, written = [], []
for _ in range(repeats):
    began = time.perf_counter()
    table = pq.read_table(source)
    numeric = [c for c in table.column_names if str(table.schema.field(c).type) in ("double", "int64", "int32", "bool")]
    matrix = np.column_stack([table[c].to_numpy().astype(np.float32) for c in numeric])
    read.append(time.perf_counter() - began)
    began = time.perf_counter()
    pq.write_table(table.select(numeric), target)
    written.append(time.perf_counter() - began)
print(json.dumps({"read": read, "write": written, "columns": len(numeric), "bytes": os.path.getsize(target)}))
