"""Steps of the main job: work that cannot wait, then the letter that the client signs."""

from tests.browser.job import Job

SECTION = "What we will do for you"


def work_begins_before_the_signature(job: Job) -> None:
    she, lawyer = job.planted, job.cast["attorney"]
    lawyer.open(job.said["case"])
    lawyer.click("Engagement")
    lawyer.click("It cannot wait")
    lawyer.choose("Why it cannot wait", "A date would be lost")
    lawyer.write("What happened", she.cannot_wait)
    lawyer.click("Record it")
    lawyer.reads(she.cannot_wait)
    lawyer.click("It is over")
    lawyer.does_not_read(she.cannot_wait)


def letter_is_written_in_both_languages(job: Job) -> None:
    she, lawyer = job.planted, job.cast["attorney"]
    lawyer.click("Begin a letter")
    lawyer.click("Begin the letter")
    lawyer.write(SECTION, she.engaged_for)
    lawyer.click("Keep the words")
    lawyer.reads(she.engaged_for)
    lawyer.click("The client's language")
    lawyer.write("The client's language", she.letter_language)
    lawyer.write("Who translated it", she.translator)
    lawyer.tick("They say that the translation")
    lawyer.tick("Nobody writes it down")
    lawyer.write(f"Heading in that language: {SECTION}", she.arabic)
    lawyer.write(f"Text in that language: {SECTION}", she.translated)
    lawyer.click("Keep the translation")
    lawyer.reads(she.translated)
    lawyer.click("It is ready to sign")


def both_sign_the_letter(job: Job) -> None:
    she, lawyer = job.planted, job.cast["attorney"]
    lawyer.click("The client signs")
    lawyer.write("Interpreter, if one helped", she.letter_interpreter)
    lawyer.tick("The whole letter was read out")
    lawyer.choose("How it was signed", "Signed on screen, typed name")
    lawyer.write("Name as signed", she.letter_signed)
    lawyer.write("Where", she.letter_place)
    lawyer.tick("I explained what we do")
    lawyer.click("Record the signature")
    lawyer.click("Sign for the clinic")
    lawyer.click("Sign the letter")
    lawyer.reads("Signatures")
    lawyer.does_not_read(she.letter_signed)


STEPS = (
    work_begins_before_the_signature,
    letter_is_written_in_both_languages,
    both_sign_the_letter,
)
