from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from college.voice import weights as voice
from media.speech import weights


class Command(BaseCommand):
    help = "Fetches the models that hear and read aloud (150 and 90 MB, once) into var/models and checks them."
    requires_system_checks: list[str] = []

    def handle(self, **options: object) -> None:
        folder = settings.MODELS_DIR / "whisper-base"
        try:
            self.fetch(folder)
            self.convert(folder, settings.MODELS_DIR / "whisper-base.pt")
        except (weights.WeightsUnavailable, OSError, ValueError) as error:
            raise CommandError(f"The speech model could not be fetched: {error}") from error
        self.fetch_voice(settings.MODELS_DIR / voice.NAME)

    def fetch(self, folder: Path) -> None:
        if weights.is_complete(folder):
            self.stdout.write(f"{folder} is there.")
            return
        self.stdout.write("Fetching Whisper base (150 MB, once) …")
        self.stdout.flush()
        weights.fetch(folder)
        self.stdout.write(self.style.SUCCESS(f"{folder} is there, its checksum is right."))

    def convert(self, folder: Path, checkpoint: Path) -> None:
        if checkpoint.exists() or not weights.can_convert():
            return
        weights.write_checkpoint(folder, checkpoint)
        self.stdout.write(self.style.SUCCESS(f"{checkpoint}: the same weights for openai-whisper."))

    def fetch_voice(self, path: Path) -> None:
        """Without it, devices that have no Mandarin voice stay silent; everything else works."""
        if path.exists():
            self.stdout.write(f"{path} is there.")
            return
        self.stdout.write("Fetching the voice that reads aloud (90 MB, once) …")
        self.stdout.flush()
        try:
            voice.fetch(path)
        except (weights.WeightsUnavailable, OSError) as error:
            self.stderr.write(self.style.WARNING(f"The voice could not be fetched: {error}"))
        else:
            self.stdout.write(self.style.SUCCESS(f"{path} is there, its checksum is right."))
