"""One thread of Python for the tree engine's peers: `trees.py <task.json>` writes arrays of float32 and prints the times.

The task names a model, rows, a background and what is asked of them; each answer is the median CPU time of its repeats
and, where it has contributions or margins, a file of float32 in the order of the rows.
"""

import json
import os
import sys
import tempfile
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy
import xgboost


def rows_of(task, name):
    return numpy.fromfile(task[name]["file"], dtype=numpy.float32).reshape(-1, task["columns"])


def timed(work, repeats):
    """The median CPU time of some calls and the last answer."""
    seconds = []
    for _ in range(repeats):
        begin = time.process_time()
        answer = work()
        seconds.append(time.process_time() - begin)
    return sorted(seconds)[len(seconds) // 2], answer


def shap_values(booster, rows, background):
    import shap

    kind = "tree_path_dependent" if background is None else "interventional"
    explainer = shap.TreeExplainer(booster, background, feature_perturbation=kind)
    if background is None:
        # With an official model, shap would ask the library itself for path-dependent values.
        explainer.model.model_type = "internal"
    return lambda: explainer.shap_values(rows, check_additivity=False)


def treelite_model(task):
    import treelite

    return treelite.frontend.load_xgboost_model(task["model"], format_choice="ubjson")


def treelite_margins(task, rows):
    import treelite

    model = treelite_model(task)
    return lambda: treelite.gtil.predict(model, rows, nthread=1, pred_margin=True)


def tl2cgen_margins(task, rows):
    import tl2cgen

    model = treelite_model(task)
    library = os.path.join(tempfile.mkdtemp(), "model.so")
    tl2cgen.export_lib(model, toolchain="gcc", libpath=library, params={"parallel_comp": 2})
    predictor = tl2cgen.Predictor(library, nthread=1)
    data = tl2cgen.DMatrix(rows)
    return lambda: predictor.predict(data, pred_margin=True)


def main():
    task = json.load(open(sys.argv[1]))
    booster = xgboost.Booster(model_file=task["model"])
    booster.set_param({"nthread": 1})
    rows = rows_of(task, "rows")
    background = rows_of(task, "background") if "background" in task else None

    makers = {
        "interactions": lambda: lambda: booster.predict(xgboost.DMatrix(rows, feature_names=booster.feature_names, nthread=1), pred_interactions=True),
        "shap": lambda: shap_values(booster, rows, None),
        "shap-interventional": lambda: shap_values(booster, rows, background),
        "treelite": lambda: treelite_margins(task, rows),
        "tl2cgen": lambda: tl2cgen_margins(task, rows),
    }
    done = {}
    for name in task["asked"]:
        try:
            seconds, answer = timed(makers[name](), task["repeats"])
            values = numpy.ascontiguousarray(answer, dtype=numpy.float32)
            values.tofile(task["out"] + "-" + name + ".f32")
            done[name] = {"cpu": seconds, "rows": len(rows)}
        except Exception as error:  # A peer that cannot read this model says so, and the others go on.
            done[name] = {"error": type(error).__name__ + ": " + str(error)[:200]}
    print(json.dumps(done))


main()
