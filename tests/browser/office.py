"""Step 0: an operator makes clinics, an administrator fills one, and a seat ends."""

from tests.browser.job import OTHER_SLUG, SLUG, Job

ROLES = ("coordinator", "supervisor", "attorney", "advocate", "auditor")
OUTSIDER = "volunteer"  # an attorney too, of no case


def operator_creates_the_clinics(job: Job) -> None:
    """Two clinics and one administrator, who accepts twice: by a new account, then by a sign-in."""
    for slug, name in ((SLUG, "Harbor Probe Clinic"), (OTHER_SLUG, "Lantern Probe Clinic")):
        made = job.stack.manage(
            "create_clinic", slug, "--name", name, "--administrator", "administrator@example.org"
        )
        assert made.returncode == 0, made.stderr


def administrator_accepts_from_the_mailbox(job: Job) -> None:
    boss = job.person("administrator")
    letter = job.wait_for_mail(boss.email, more_than=1)
    assert "Probe Clinic" not in letter  # the name may say whom a clinic helps
    second, first = job.mails_to(boss.email)
    boss.join(_link(job, first))
    boss.reads("Members")
    boss.open(_link(job, second))
    boss.click("Join the clinic")


def administrator_switches_between_two_clinics(job: Job) -> None:
    boss = job.cast["administrator"]
    boss.click("Open Lantern Probe Clinic")
    assert f"/{OTHER_SLUG}/" in boss.page.url
    boss.page.locator("summary").filter(has_text="Your account").click()
    boss.click("Switch clinic")
    boss.click("Open Harbor Probe Clinic")
    assert f"/{SLUG}/" in boss.page.url
    everything = boss.page.locator("body").inner_text()
    assert "Harbor Probe Clinic" in everything
    assert "Lantern Probe Clinic" not in everything


def administrator_invites_everybody(job: Job) -> None:
    boss = job.cast["administrator"]
    for role in (*ROLES, OUTSIDER):
        boss.open(f"/{SLUG}/office/members/")
        boss.click("Invite somebody")
        boss.write("E-mail address", f"{role}@example.org")
        boss.tick("Attorney:" if role == OUTSIDER else f"{role.title()}:")
        boss.click("Send the invitation")


def everybody_joins_by_the_link_in_their_mail(job: Job) -> None:
    for role in (*ROLES, OUTSIDER):
        person = job.person(role)
        job.wait_for_mail(person.email)
        person.join(job.link_in_mail())
        assert f"/{SLUG}/" in person.page.url, person.page.url


def administrator_lists_whom_the_clinic_is_bound_to(job: Job) -> None:
    boss, they = job.cast["administrator"], job.planted
    boss.open(f"/{SLUG}/office/members/")
    boss.click("Names for conflicts")
    boss.click("Add a name")
    boss.click("Save")
    boss.reads("Write the name.")
    boss.write("Name", they.affiliate)
    boss.write("Other names and spellings", they.spelled)
    boss.write("Organisations they stand for", they.stands_for)
    boss.write("Note", they.affiliate_note)
    boss.click("Save")
    boss.reads(they.stands_for)


def ended_seat_ends_the_session(job: Job) -> None:
    """Somebody who joined leaves the clinic; the page they have open answers nothing any more."""
    boss, leaver = job.cast["administrator"], job.person("leaver")
    boss.open(f"/{SLUG}/office/members/invite/")
    boss.write("E-mail address", leaver.email)
    boss.tick("Advocate:")
    boss.click("Send the invitation")
    job.wait_for_mail(leaver.email)
    leaver.join(job.link_in_mail())
    leaver.open(f"/{SLUG}/cases/")
    boss.open(f"/{SLUG}/office/members/")
    boss.click(f"End seat {leaver.name}")
    boss.click("End the seat")
    boss.does_not_read(leaver.name)
    leaver.page.reload()
    assert "/accounts/login/" in leaver.page.url, leaver.page.url


def _link(job: Job, mail: str) -> str:
    job.cast["mailbox"].open(mail)
    return job.link_in_mail()


STEPS = (
    operator_creates_the_clinics,
    administrator_accepts_from_the_mailbox,
    administrator_switches_between_two_clinics,
    administrator_invites_everybody,
    everybody_joins_by_the_link_in_their_mail,
    administrator_lists_whom_the_clinic_is_bound_to,
    ended_seat_ends_the_session,
)
