"""A copy of the clinic: everything, once, and its list comes back equal."""

import csv
import io
import json
import uuid
import zipfile

import pytest

from cases.models import Case
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.files.models import StoredFile
from clinic.files.queries import read_all
from clinic.notices import delivery
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind
from exchange import actions
from exchange.models import ClinicExport
from exchange.queries.copying import copied_models
from exchange.rules.leaving import LEFT_OUT, LIST
from exchange.tasks import expire_clinic
from tests.builders import make_clinic, make_member
from tests.everywhere.world import Place
from tests.exchange.conftest import confirmed, taken_in, uploaded

pytestmark = pytest.mark.django_db(transaction=False)


def made(place: Place) -> ClinicExport:
    waiting = ClinicExport.objects.filter(status="asked").first()  # of a place of the world
    export = waiting or actions.ask_export(
        place.administrator, reason="own_copy", note="The safe.", export_id=uuid.uuid4()
    )
    actions.agree_to_export(place.supervisor, export=export)
    item = OutboxItem.objects.get(ref_id=export.pk)
    delivery.deliver(place.clinic.pk, item.pk)
    return ClinicExport.objects.select_related("file__key", "key").get(pk=export.pk)


def rows_of(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    text = archive.read(LIST).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in found:
        del row["client_ref"]  # an id of that clinic
    return sorted(found, key=lambda row: (row["code_name"], row["case_number"]))


def test_everything_is_in_it_and_comes_back_equal(place: Place) -> None:
    with bind(place.clinic):
        export = made(place)
        assert export.status == "ready", export.failure
        taken = actions.take_export(place.administrator, export=export)
        assert taken.file is not None
        content = read_all(taken.file)
        archive = zipfile.ZipFile(io.BytesIO(content))
        manifest = json.loads(archive.read("manifest.json"))
        for model in copied_models():
            name = f"rows/{model._meta.label_lower}.jsonl"
            lines = archive.read(name).decode().split("\n")[:-1]
            if not name.startswith("rows/audit"):
                beside = 3 if model is StoredFile else 0  # two lists, and the copy itself
                assert len(lines) == model.objects.count() - beside, name
            assert manifest["tables"][name]["rows"] == len(lines)
        assert manifest["clinic"]["slug"] == place.clinic.slug
        note = archive.read("rows/cases.case.jsonl").decode()
        assert "Begun." in note
        for stored in StoredFile.objects.filter(media_type="application/pdf").select_related("key"):
            assert archive.read(f"files/{stored.pk}") == read_all(stored)
        said = rows_of(archive)
        assert len(said) >= Case.objects.count()
        with pytest.raises(Blocked):
            actions.take_export(place.administrator, export=export)
    elsewhere = make_clinic("empty")
    administrator = make_member(elsewhere, "administrator")
    with bind(elsewhere):
        run = taken_in(confirmed(administrator, uploaded(administrator, archive.read(LIST))))
        assert (run.bad, run.held) == (0, 0)
        assert Client.objects.count() == len({row["code_name"] for row in said})
        supervisor = make_member(elsewhere, "supervisor")
        own = Place(elsewhere, {"administrator": administrator, "supervisor": supervisor})
        again = made(own)
        assert again.file is not None
        assert rows_of(zipfile.ZipFile(io.BytesIO(read_all(again.file)))) == said


def test_nobody_takes_the_clinic_away_alone(place: Place) -> None:
    """Nothing is made without a second person, and who agreed does not take it."""
    both = make_member(place.clinic, "administrator", "supervisor", name="Both at once")
    with bind(place.clinic):
        waiting = ClinicExport.objects.get(status="asked")
        actions.fail_export(Actor.system(place.clinic, "exporter"), export=waiting, code="gave_up")
        export = actions.ask_export(both, reason="own_copy", note="The safe.")
        assert not OutboxItem.objects.filter(ref_id=export.pk).exists()
        with pytest.raises(Blocked) as alone:
            actions.agree_to_export(both, export=export)
        assert alone.value.code == "second_person"
        ready = made(place)
        assert (ready.pk, ready.status) == (export.pk, "ready")
        with pytest.raises(Refused):
            actions.take_export(place.administrator, export=ready)
        assert actions.take_export(both, export=ready).status == "taken"
        other = actions.ask_export(place.administrator, reason="own_copy", note="The safe.")
        assert actions.refuse_export(place.supervisor, export=other).status == "refused"
        with pytest.raises(Blocked):
            actions.agree_to_export(place.supervisor, export=other)


def test_what_stays_behind_is_named(place: Place) -> None:
    known = {model._meta.label for model in copied_models()}
    assert not known & set(LEFT_OUT)


def test_it_goes_after_its_time_with_its_key(place: Place) -> None:
    with bind(place.clinic):
        export = made(place)
        ClinicExport.objects.filter(pk=export.pk).update(expires_at=export.requested_at)
    assert expire_clinic(place.clinic.pk) == 1
    with bind(place.clinic):
        gone = ClinicExport.objects.select_related("key").get(pk=export.pk)
        assert (gone.status, gone.file, gone.key.wrapped) == ("gone", None, None)
