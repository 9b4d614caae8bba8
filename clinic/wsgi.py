import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings.production")
handler = get_wsgi_application()

from clinic.pages.encodings import only_utf8  # noqa: E402

application = only_utf8(handler)

from clinic.tenancy.starting import refuse_to_start_unwalled  # noqa: E402

refuse_to_start_unwalled()
