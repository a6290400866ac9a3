from django.core.management.base import BaseCommand, CommandError

from college.certificates.badges import keys


class Command(BaseCommand):
    help = "Makes a new key to sign certificates with. What older keys have signed can be verified as before."

    def handle(self, **options: object) -> None:
        try:
            key = keys.rotate()
        except keys.KeyUnavailable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"Certificates are signed with {key.name} from now on."))
        self.stdout.write(f"Back up {keys.file_of(key)}, and copy it to the other machines, if they share no folder.")
