"""Trains, scores and explains the matrix that benchmarks/src/learn-ours.ts wrote, as often as asked.

    python learn.py TASK.json
"""

import hashlib
import json
import sys
import time
from pathlib import Path

import numpy as np
import xgboost as xgb

task = json.loads(Path(sys.argv[1]).read_text())
matrix = np.fromfile(task["matrix"], dtype=np.float32).reshape(task["rows"], task["columns"])
labels = np.fromfile(task["labels"], dtype=np.float32)


def seconds(work, times):
    """Seconds of each repetition, and the last result."""
    taken, result = [], None
    for _ in range(times):
        began = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - began)
    return taken, result


def train():
    return xgb.train(task["params"], xgb.DMatrix(matrix, label=labels, feature_names=task["names"]), task["rounds"])


trained, booster = seconds(train, task["repeats"])
scored, _ = seconds(lambda: booster.predict(xgb.DMatrix(matrix, feature_names=task["names"])), task["repeats"])
some = matrix[: task["explained"]]
explained, _ = seconds(
    lambda: booster.predict(xgb.DMatrix(some, feature_names=task["names"]), pred_contribs=True), 1
)
margin = booster.predict(xgb.DMatrix(some, feature_names=task["names"]), output_margin=True)
print(
    json.dumps(
        {
            "train": trained,
            "score": scored,
            "explain": explained,
            "margins": hashlib.sha256(np.ascontiguousarray(margin).tobytes()).hexdigest(),
        }
    )
)
