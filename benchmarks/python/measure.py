"""Runs a command and writes what it took as JSON: seconds, processor seconds, peak memory of its largest process.

    python3 measure.py RESULT.json COMMAND [ARGUMENT ...]
"""

import json
import resource
import subprocess
import sys
import time

began = time.perf_counter()
code = subprocess.run(sys.argv[2:]).returncode
seconds = time.perf_counter() - began
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
# Linux counts kilobytes, macOS bytes.
unit = 1 if sys.platform == "darwin" else 1024
with open(sys.argv[1], "w") as result:
    json.dump(
        {
            "code": code,
            "seconds": seconds,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "peakMb": usage.ru_maxrss * unit / 1e6,
        },
        result,
    )
sys.exit(code)
