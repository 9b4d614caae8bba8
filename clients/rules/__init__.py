"""Rules of the intake room: pure functions and tables.

No database, no Django and no clock in here: today and now are arguments, and every text a person
reads is an English source string, marked with `wording.gettext_noop` and translated by the caller.
"""
