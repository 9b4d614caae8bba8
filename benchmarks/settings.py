"""The product as it runs for real, but quicker to notice a mail server that hangs."""

from clinic.settings import env
from clinic.settings.base import *

EMAIL_TIMEOUT = env.number("ALCOVE_BENCH_MAIL_TIMEOUT", 20, least=1)
