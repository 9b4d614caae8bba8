import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings.production")
application = get_wsgi_application()

from clinic.tenancy.starting import refuse_to_start_unwalled  # noqa: E402

refuse_to_start_unwalled()
