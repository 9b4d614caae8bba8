"""Which files of the packages are collected: only what a page asks for, as each is compressed."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class ServedFiles(StaticFilesConfig):
    """What packages bring for pages we do not have stays where it is."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "rest_framework", "guardian", "ext"]
