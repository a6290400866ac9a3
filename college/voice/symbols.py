"""The number that Kokoro gives to each sound it is asked for here; the others it knows belong to other languages."""

SIGNS = ";,.!? ʦʨꭧAIOᵊabdefhijklmnopstuvwxyzɑɔɕʤəɚɛɥɨŋɹɻʂʧʊʌɤˈˌʰ↓→↗↘"
NUMBERS = (
    *(1, 3, 4, 5, 6, 16, 20, 21, 23, 24, 25, 31, 42, 43, 44, 46, 47, 48, 50, 51, 52, 53, 54, 55, 56, 57, 58, 61),
    *(62, 63, 64, 65, 66, 67, 68, 69, 76, 77, 82, 83, 85, 86, 99, 101, 112, 123, 126, 130, 133, 135, 138, 140),
    *(156, 157, 162, 169, 171, 172, 173),
)
NUMBER_OF = dict(zip(SIGNS, NUMBERS, strict=True))
