import subprocess
import sys

from bench.web.accounting import cpu_seconds, family

BUSY = "import time\nwhile time.process_time() < 0.2: pass\n"


def test_what_children_used_counts_also_when_they_have_ended() -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BUSY!r}])\nprint(flush=True)\ninput()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        assert cpu_seconds(parent.pid) >= 0.2
        assert family(parent.pid) == [parent.pid]
        parent.kill()
    assert cpu_seconds(parent.pid) == 0
