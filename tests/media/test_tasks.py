import subprocess
import sys

from django.conf import settings

SERVE = """
import sys
from college.wsgi import application
from django.urls import reverse
reverse("wagtailadmin_home")
print(*sorted({"faster_whisper", "ctranslate2", "onnxruntime", "torch", "whisper", "av", "opencc"} & set(sys.modules)))
"""


def test_a_process_that_serves_pages_and_queues_work_loads_neither_decoder_nor_engine() -> None:
    command = [sys.executable, "-c", SERVE]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
